// What each agreement or difference of two reports is worth, in log-odds: the logarithm of how much more often it is met in two
// tellings of one act than in two acts of the same countries in the same days. All of them add up; above 0 it is one act.
//
//   Two papers on one raid, tolls 12 and 14:  kPrior -4 + mode 0.7 + code 0.5 + day 2.2 + town 1.8 + both sides 2.4 + toll 0.2 = 3.8
//
// Set by hand with the pairs of tests/story and the made-up news of bench/stories/a.txt: precision before recall.
#pragma once

namespace khaldun::weight {

inline constexpr double kPrior = -4.0;  // most pairs of a block are two acts

// What was done.
inline constexpr double kSameMode = 0.7;
inline constexpr double kNearMode = 0.2;       // words of one thing: a bomb may be "explosives" or a "suicide attack"
inline constexpr double kOtherMode = -1.2;
inline constexpr double kNearType = -1.5;      // a truce announced and kept: CONCEDE and RETREAT
inline constexpr double kSameCode = 0.5;       // CAMEO code
inline constexpr double kOtherRoot = -0.5;

// Whether it happened. A plan and the act are two stories, and so are an act and its denial.
inline constexpr double kOccurredAlleged = -0.2;
inline constexpr double kPlannedProposed = -0.7;
inline constexpr double kAllegedDenied = -2.0;

// When. Lasting acts (protests, visits, deployments) are told on each of their days.
inline constexpr double kSameDay = 2.2;
inline constexpr double kShortSpans = 1.4;     // both within a week, and they overlap
inline constexpr double kLongSpans = 0.3;
inline constexpr double kNextDay = -2.0;       // time zones, "overnight"
inline constexpr double kTwoDays = -4.0;
inline constexpr double kLastingNextDay = -0.4;
inline constexpr double kLastingPerDay = -1.0; // for each further day, four at most
inline constexpr double kUndated = 1.4;        // one has no day of its own and was published when the other took place
inline constexpr double kUndatedPerDay = -0.9; // for each day that they lie apart, five at most

// Where.
inline constexpr double kSameTown = 1.8;
inline constexpr double kSameRegion = 0.9;     // a province, a strip of land, a sea
inline constexpr double kNearby = 0.8;         // within 30 km
inline constexpr double kInside = 0.4;         // a town and its region
inline constexpr double kSameCountry = 0.1;    // one or both name the country alone
inline constexpr double kApart = -1.5;         // 30 to 100 km
inline constexpr double kFarDeeds = -6.0;      // farther
inline constexpr double kFarTalks = -2.0;      // for talks and treaties, whose place is sometimes that of a party
inline constexpr double kFarWords = -0.3;      // for statements and calls, whose place is mostly that of a party
inline constexpr double kOtherLand = 0.4;      // one names a country alone, and the other is not in it: of the above this part
inline constexpr double kPartyLand = -0.5;     // and it is a party's, which texts name oftener than the place of the act

// Who; a side is worth the mean of its actors' best partners.
inline constexpr double kSameName = 3.0;
inline constexpr double kSameState = 1.5;      // the state itself: "Russia"
inline constexpr double kSameKind = 1.2;       // country and sector
inline constexpr double kSameArms = 1.0;       // country, and both armed without being the state's: "gunmen", "bandits", "rebels"
inline constexpr double kSameOrgans = 0.6;     // country, and both of the state: police and army
inline constexpr double kSameSociety = 0.4;    // country, and neither of the state
inline constexpr double kSameLand = -0.2;      // country alone
inline constexpr double kSameTrade = 0.3;      // sector, one country unknown
inline constexpr double kOtherOfficial = -1.0; // two names, both of one state's organs
inline constexpr double kOtherName = -2.5;     // two names of one country
inline constexpr double kOtherCountry = -4.0;

// How many were killed, injured, arrested.
inline constexpr double kSameMany = 2.0;       // equal, ten or more
inline constexpr double kSameSome = 1.0;       // equal, three to nine
inline constexpr double kSameFew = 0.4;
inline constexpr double kCloseToll = 0.2;      // within a third
inline constexpr double kTwiceToll = -0.5;     // within double
inline constexpr double kFourTimesToll = -3.3;
inline constexpr double kOtherToll = -4.0;
inline constexpr double kLaterToll = 0.5;      // a later report has the higher toll: differences count by this factor

// The telling words that are neither names nor common to all acts of the type.
inline constexpr double kSharedWords = 3.5;    // two or more
inline constexpr double kSharedWord = 2.0;
inline constexpr double kNoWord = -0.4;        // none, for each pair of the shorter telling's words with themselves: one word that the
inline constexpr double kNoWords = -4.0;       // other leaves out says little, three say that it is another act; and at most

// A story's members together: the best, the mean and the worst of what they say.
inline constexpr double kBest = 0.5;
inline constexpr double kMean = 0.1;
inline constexpr double kWorst = 0.4;

}  // namespace khaldun::weight
