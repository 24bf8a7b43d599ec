// Sectors: whom an act shows its actors to act for, beyond what the tables hold of them.
//
//   "Authorities arrested nine"                             those who arrest are police, those who sentence courts
//   "Oslo announced the arrest of nine"                     by the police of Norway: Oslo only speaks of it
//   "nine people suspected of being members of the ELN"     rebels
//   "the former president's declaration of martial law"     was the president's
#pragma once

#include "coder/record.h"

namespace khaldun {

/// An act whose sides are being filled.
struct Act {
  const Tree& tree;
  const Candidate& candidate;
  const Event& event;
};

/// Sets the sector of `as`, which is `actor` as `mention` names it on a side of the act. Where the words only seem to
/// give the act to `actor`, takes away the name, too: then `as` is an unseen organ of its country.
void settle(const Act& act, const Actor& actor, bool as_source, const Mention& mention, EventActor& as);

/// One who attacks alone is one of the people, several whom nobody knows are armed men: "a gunman", "gunmen". To be
/// asked when all is known of who did what.
void lone_attackers(const Reading& reading, std::vector<Draft>& drafts);

}  // namespace khaldun
