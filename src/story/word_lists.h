// Word lists: the words that tell no act apart, and those that papers use for each other.
#pragma once

#include <string_view>

namespace khaldun {

/// Little words, and those that tell the type of an act rather than the act.
inline constexpr std::string_view kCommon =
    "about after again against all also amid among and another are area been before being between both but can could "
    "day during each early ended for from had has have her him his hold into its last late least many more near "
    "nearby new not one other our out over round several she some than that the their them there they this those "
    "three times today told took two under until was week were when where which while who will with would year "
    "yesterday four five six seven eight nine ten eleven twelve twenty dozens hundreds thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen thirty forty fifty sixty seventy eighty ninety hundred thousands monday "
    "tuesday wednesday thursday friday saturday sunday morning evening night overnight said says saying told reported "
    "according announced announcement claimed confirmed statement spokesman officials authorities government "
    "president minister prime foreign leader leaders chief head state states country countries city town village "
    "people person man men woman women group forces police army military troops soldiers officers security civilians "
    "victims members attack attacked attacks assault assaulted killed killing kill kills died dead deaths death "
    "injured injuring injuries hurt wounded wounding blast explosion exploded bomb bombed bombing bombs bomber "
    "suicide strike strikes struck striking airstrike air raid raids raided shelled shelling shells rocket rockets "
    "missile missiles fired fire firing hit hits gunmen gunman opened shot shooting shots fighting fighters clashes "
    "clashed battle war armed militants targeted carried launched drone drones operation arrested arresting arrests "
    "detained detaining detention custody seized jailed sentenced convicted charged suspected suspects protest "
    "protested protests protesters protesting demonstration demonstrated demonstrators rally rallied marched march "
    "gathered took streets striking met meet meeting meetings talks talked talk discuss discussed discussions spoke "
    "speak phone phoned telephone call called calls calling conversation held visit visited visiting visits arrived "
    "summit conference conferred hosted received agreed agree agreement deal signed pledged pledge promised promise "
    "vowed vow offered support supported backed praised welcomed condemned condemn condemns condemnation accused "
    "accuse accuses accusing criticised criticized blamed denounced slammed demanded demand demands urged urge urges "
    "asked asks asking appealed rejected reject rejects refused dismissed denied warned warn warns warning threatened "
    "threaten threatens imposed imposing impose sanctions sanctioned ban banned expelled withdrew withdrawn released "
    "releasing freed deployed deploying sent sending send delivered provided give gave given made make joined order "
    "ordered left leave entered moved united national international north south east west northern southern eastern "
    "western central region province district capital republic general local including first second third following "
    "since across part due off around down through along most found end take led place set without million billion "
    "month later recent large january february april may june july august september october november december";

/// Words of one matter, a comma behind each such set: one paper writes "truce" where another has "ceasefire", one
/// "lawmaker" where another has "parliament".
inline constexpr std::string_view kMatters =
    "ceasefire truce armistice, asylum shelter sanctuary haven, election vote voter voting voted poll polling ballot "
    "electoral, referendum plebiscite, prison jail inmate cell, school pupil student teacher university college "
    "classroom, journalist editor newspaper broadcaster correspondent, church cathedral priest bishop christian "
    "chapel, mosque prayer praying worshipper imam shrine, embassy ambassador diplomat envoy consul, parliament "
    "lawmaker legislator senator senate congress assembly deputy, plane jet warplane aircraft airliner, airport "
    "airspace flight runway, helicopter gunship chopper, ship vessel boat tanker freighter ferry, navy naval fleet "
    "warship frigate destroyer, crew sailor seaman seamen, coast port harbour harbor, farmer farm peasant "
    "agricultural, worker labour labor union unionist employee, mine miner mining, refugee migrant migration "
    "immigrant displaced, hotel resort guesthouse, market bazaar mall shopper shopping, hospital clinic doctor medic "
    "medical, oil petrol fuel diesel crude refinery, gas pipeline, aid relief humanitarian, food hunger starving "
    "famine, nuclear atomic uranium reactor, weapon arms ammunition gun rifle, chemical poison toxic nerve, spy "
    "spying espionage intelligence, coup putsch junta, corruption graft bribery bribe embezzlement, court judge "
    "tribunal justice judicial, trial tried, lawyer attorney, hostage captive kidnap abduct, border frontier, pilot "
    "airman, car vehicle truck lorry van, bus minibus coach, train railway rail, convoy motorcade column, funeral "
    "mourner mourning coffin burial buried, dissident opposition opponent, activist campaigner, rebel insurgent "
    "guerrilla separatist, jihadist islamist, pact treaty, resign quit, bread bakery, barricade roadblock blockade "
    "blocked blocking, pardon amnesty clemency, execution hanged hanging, beheading decapitated, postpone delay, "
    "cancel scrap scrapped, resume restart reopen, mayor municipal, camp base barracks compound outpost, negotiation "
    "bargaining, peace peaceful, budget austerity spending, tariff duties, economy currency, hijack pirate piracy, "
    "drill exercise manoeuvre maneuver, ambush waylaid, chairman chairwoman chairperson, begin began begun start "
    "started open, prolong extend, storm stormed overran overrun, vaccine jab, virus disease epidemic pandemic "
    "outbreak, video film footage, crowd mob, burn burned burnt burning arson torch torched, road highway motorway, "
    "house home residence apartment, child children boy girl teenager, family relative wife husband, restaurant cafe "
    "bar nightclub, power electricity energy, reform overhaul, law bill decree, suspend freeze frozen froze, "
    "expulsion deportation, investigation probe inquiry, victory win won winner, capture recapture retake retook "
    "regain, wage pay salary, price cost, rights freedom, gang cartel, smuggling trafficking, stabbing stabbed stab "
    "knife, queue queuing, king monarch royal queen, pope vatican pontiff, ultimatum deadline, reward bounty, bank "
    "lender creditor, loan debt bailout, accession apply application, independence secession autonomy, tribe tribal "
    "clan ethnic, synagogue jewish rabbi, temple monk pagoda, artillery mortar howitzer, tear teargas baton "
    "truncheon, statue monument memorial, online website web, television radio channel, fund funding finance money "
    "cash, trade export import, grain wheat corn, visa passport, drug narcotics cocaine heroin opium, rape sexual, "
    "torture abuse, crime criminal, guard bodyguard escort, brigade battalion regiment, conscript reservist, island "
    "islet reef, sea ocean waters, tourist holidaymaker, fisherman fishing trawler, rescue save, siege besieged "
    "surrounded encircled, repel repulse, flee fled escape exile, cyber hacker hacked hacking computer, sworn "
    "inauguration oath, appoint nominate, monitor observer inspector, mediator broker, alliance bloc, dinner lunch "
    "breakfast banquet, tycoon oligarch businessman, company firm corporation, tax levy, walkout stoppage, riot "
    "rioter looting looter looted, shoot gunfire bullet gunshot, replace successor, satellite space orbit, gay "
    "homosexual lesbian, earthquake quake tremor, climate emission carbon";

}  // namespace khaldun
