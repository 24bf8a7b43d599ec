// Content: what an act of words is about. What is asked for or promised is an act itself, which frames know by a code of
// its own; CAMEO says both in one code.
//
//   "demanded that Peru free them"      105 of yielding, 0841 of releasing: 1053
//   "offered to lend Nepal $2 million"  03 of intending, 071 of economic aid: 0331
#pragma once

#include "coder/frame.h"
#include "coder/record.h"

namespace khaldun {

/// Makes the code of a request or promise as exact as what it is about, and gives a request the mode that goes with it.
/// Other acts, and codes that are exact already, stay.
void say_content(const Tree& tree, const FrameTable& frames, const FillerTest& test, Draft& draft);

}  // namespace khaldun
