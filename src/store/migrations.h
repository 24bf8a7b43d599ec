// Migrations: what the steps of the schema after the first have the same for SQLite and PostgreSQL.
#pragma once

#include <string_view>

namespace khaldun {

/// To version 2. Until then all who did anything together stood in dyads as if they had done it to each other.
inline constexpr std::string_view kOnlyMutualDyads =
    "DELETE FROM dyads WHERE report_id IN (SELECT r.id FROM reports r WHERE "
    "r.type NOT IN ('CONSULT', 'AGREE', 'COOPERATE', 'ASSAULT') AND "
    "NOT EXISTS (SELECT 1 FROM report_actors a WHERE a.report_id = r.id AND a.role = 'target'))";

/// The view actor_day since version 3. Until then an event counted in its mean as often as it names actors of one
/// country and sector.
inline constexpr std::string_view kActorDay =
    "SELECT a.day, a.country, a.sector, a.role, count(*) AS events, avg(r.goldstein) AS goldstein "
    "FROM report_actors a JOIN reports r ON r.id = a.report_id "
    "WHERE a.day IS NOT NULL AND r.status = 'occurred' AND r.retold = 0 AND NOT EXISTS (SELECT 1 FROM report_actors b "
    "WHERE b.report_id = a.report_id AND b.role = a.role AND b.position < a.position "
    "AND b.country IS NOT DISTINCT FROM a.country AND b.sector = a.sector) "
    "GROUP BY a.role, a.country, a.day, a.sector";

/// The table kept_apart since version 4, by the words that tell an act; "{0}" and "{1}" are a database's type of whole
/// numbers and what it says of the table. Until then all that two documents told was kept apart, and stays so.
inline constexpr std::string_view kKeptApartByWords =
    "CREATE TABLE kept_apart_by_words (document_id {0} NOT NULL REFERENCES documents ON DELETE CASCADE, "
    "span_begin {0} NOT NULL, span_end {0} NOT NULL, other_id {0} NOT NULL REFERENCES documents ON DELETE CASCADE, "
    "other_begin {0} NOT NULL, other_end {0} NOT NULL, "
    "PRIMARY KEY (document_id, span_begin, span_end, other_id, other_begin, other_end)){1}; "
    "INSERT INTO kept_apart_by_words SELECT document_id, 0, 2147483647, other_id, 0, 2147483647 FROM kept_apart; "
    "DROP TABLE kept_apart; ALTER TABLE kept_apart_by_words RENAME TO kept_apart";

}  // namespace khaldun
