// Migrations: the steps of the schema after the first that are the same for SQLite and PostgreSQL.
#pragma once

#include <string_view>

namespace khaldun {

/// To version 2. Until then all who did anything together stood in dyads as if they had done it to each other.
inline constexpr std::string_view kOnlyMutualDyads =
    "DELETE FROM dyads WHERE report_id IN (SELECT r.id FROM reports r WHERE "
    "r.type NOT IN ('CONSULT', 'AGREE', 'COOPERATE', 'ASSAULT') AND "
    "NOT EXISTS (SELECT 1 FROM report_actors a WHERE a.report_id = r.id AND a.role = 'target'))";

}  // namespace khaldun
