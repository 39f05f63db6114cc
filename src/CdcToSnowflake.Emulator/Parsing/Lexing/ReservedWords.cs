using System.Collections.Frozen;

namespace CdcToSnowflake.Emulator.Parsing;

/// <summary>Words that cannot be names without quotes (page "Reserved &amp; limited keywords"), and those that cannot be an alias without AS.</summary>
internal static class ReservedWords
{
    private static readonly FrozenSet<string> Reserved = Split("""
        ALL ALTER AND ANY AS BETWEEN BY CASE CAST CHECK COLUMN CONNECT CONSTRAINT CREATE CROSS CURRENT DELETE DISTINCT DROP ELSE EXISTS FALSE
        FOLLOWING FOR FROM FULL GRANT GROUP HAVING ILIKE IN INCREMENT INNER INSERT INTERSECT INTO IS JOIN LATERAL LEFT LIKE MINUS NATURAL NOT NULL OF
        ON OR ORDER QUALIFY REGEXP REVOKE RIGHT RLIKE ROW ROWS SAMPLE SELECT SET SOME START TABLE TABLESAMPLE THEN TO TRIGGER TRUE TRY_CAST
        UNION UNIQUE UPDATE USING VALUES WHEN WHENEVER WHERE WITH
        """);

    private static readonly FrozenSet<string> NotAlias = Split("""
        LIMIT OFFSET FETCH EXCEPT PIVOT UNPIVOT MATCH_RECOGNIZE ASOF WINDOW EXCLUDE RENAME REPLACE AT BEFORE CHANGES END RETURN DO LOOP ESCAPE ASC DESC NULLS IGNORE RESPECT
        """);

    public static bool IsReserved(string word) => Reserved.Contains(word);

    public static bool IsAlias(string word) => !Reserved.Contains(word) && !NotAlias.Contains(word);

    private static FrozenSet<string> Split(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
