// What each agreement or difference of two reports is worth, in log-odds: the logarithm of how much more often it is
// met in two tellings of one act than in two acts of the same countries in the same days. All of them add up; above 0
// it is one act.
//
//   Two papers on one raid, tolls 12 and 14:
//   kPrior -3.8 + mode 1.0 + code 0.2 + day 2.6 + town 0.8 + both sides 3.0 + toll 1.2 = 5.0
//
// Set by hand at first, with the pairs of tests/story. Then moved towards what a logistic regression gave for all pairs
// of tellings in bench/stories/a.txt, b.txt and d.txt that may be one act (867, of them 209 right): each pair with its
// most alike records, its total plus 1 as log-odds, and a penalty of 0.5 for the square of each step away from the
// weights before. Where too few pairs spoke, or what they said cannot be meant (another mode better than none), hands
// kept the old ones. c.txt is for judging alone.
#pragma once

namespace khaldun::weight {

inline constexpr double kPrior = -3.8;  // most pairs of a block are two acts

// What was done.
inline constexpr double kSameMode = 1.0;
inline constexpr double kNearMode = 0.2;  // words of one thing: a bomb may be "explosives" or a "suicide attack"
inline constexpr double kOtherMode = -0.2;
inline constexpr double kNearType = -1.3;  // a truce announced and kept: CONCEDE and RETREAT
inline constexpr double kSameCode = 0.2;   // CAMEO code

// Whether it happened. A plan and the act are two stories, and so are an act and its denial.
inline constexpr double kOccurredAlleged = -0.2;
inline constexpr double kPlannedProposed = -0.7;
inline constexpr double kAllegedDenied = -2.0;

// When. Lasting acts (protests, visits, deployments) are told on each of their days.
inline constexpr double kSameDay = 2.6;
inline constexpr double kShortSpans = 1.7;  // both within a week, and they overlap
inline constexpr double kLongSpans = 0.3;
inline constexpr double kNextDay = -2.0;  // time zones, "overnight"
inline constexpr double kTwoDays = -4.2;
inline constexpr double kLastingNextDay = -0.5;
inline constexpr double kLastingPerDay = -1.2;  // for each further day, four at most
inline constexpr double kUndated = 1.4;         // one has no day of its own and was published when the other took place
inline constexpr double kUndatedPerDay = -1.4;  // for each day that they lie apart, five at most

// Where.
inline constexpr double kSameTown = 0.8;
inline constexpr double kSameRegion = 0.7;   // a province, a strip of land, a sea
inline constexpr double kNearby = 0.6;       // within 30 km
inline constexpr double kInside = 0.1;       // a town and its region
inline constexpr double kSameCountry = 0.0;  // one or both name the country alone
inline constexpr double kOtherTown = -2.0;   // "the capital", and another town or region
inline constexpr double kApart = -1.5;       // 30 to 100 km
inline constexpr double kFarDeeds = -6.0;    // farther
inline constexpr double kFarTalks = -2.0;    // for talks and treaties, whose place is sometimes that of a party
inline constexpr double kFarWords = 0.2;     // for statements and calls, whose place is mostly that of a party
inline constexpr double kOtherLand = 0.4;   // one names a country alone, the other is not in it: this part of the above
inline constexpr double kPartyLand = -0.5;  // and it is a party's, which texts name oftener than the place of the act

// Who; a side is worth the mean of its actors' best partners.
inline constexpr double kSameName = 2.7;
inline constexpr double kLastName = 2.0;        // "Kerry" in a headline
inline constexpr double kForeignArms = 0.0;     // two countries, both armed and no state's: rebels cross borders
inline constexpr double kSameState = 1.2;       // the state itself: "Russia"
inline constexpr double kSameKind = 1.5;        // country and sector
inline constexpr double kSameArms = 1.4;        // country, and both armed and no state's: "gunmen", "bandits", "rebels"
inline constexpr double kSameOrgans = 0.8;      // country, and both of the state: police and army
inline constexpr double kSameSociety = -0.3;    // country, and neither of the state
inline constexpr double kSameLand = -0.8;       // country alone
inline constexpr double kSameTrade = 0.5;       // sector, one country unknown
inline constexpr double kOtherOfficial = -1.5;  // two names, both of one state's organs
inline constexpr double kOtherName = -3.0;      // two names of one country
inline constexpr double kOtherCountry = -3.3;

// How many were killed, injured, arrested.
inline constexpr double kSameMany = 2.2;  // equal, ten or more
inline constexpr double kSameSome = 2.0;  // equal, three to nine
inline constexpr double kSameFew = 1.0;
inline constexpr double kCloseToll = 1.2;   // within a third
inline constexpr double kTwiceToll = -1.0;  // within double
inline constexpr double kFourTimesToll = -3.6;
inline constexpr double kOtherToll = -9.0;  // texts alike but for the number tell of two acts
inline constexpr double kLaterToll = 0.2;   // a later report has the higher toll: differences count by this factor

// The telling words that are neither names nor common to all acts of the type.
inline constexpr double kSharedWords = 2.6;  // two or more
inline constexpr double kSharedWord = 1.6;
// Where what stands around both is known, that says better what a telling without a shared word is worth. One word that
// the other leaves out says little, three say that it is another act.
inline constexpr double kNoWord = -0.4;   // none, for each pair of the shorter telling's words with themselves
inline constexpr double kNoWords = -4.0;  // and at most

// What stands around the telling words, numbers and names that are nobody's included: how many of them are shared.
inline constexpr double kAroundNone = -1.0;
inline constexpr double kAroundOne = 0.2;
inline constexpr double kAroundTwo = 1.7;
inline constexpr double kAroundMore = 2.3;

// For the logarithm of the number of stories that a report may tell of: where raids on a strip of land are daily news,
// likeness says less.
inline constexpr double kCrowd = -0.4;

// A story's members together: the best, the mean and the worst of what they say.
inline constexpr double kBest = 0.45;
inline constexpr double kMean = 0.1;
inline constexpr double kWorst = 0.45;

}  // namespace khaldun::weight
