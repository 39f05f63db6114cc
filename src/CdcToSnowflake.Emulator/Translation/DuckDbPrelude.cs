namespace CdcToSnowflake.Emulator.Translation;

/// <summary>What a DuckDB database needs before translated text runs in it: settings of all its connections, and macros.</summary>
internal static class DuckDbPrelude
{
    /// <summary>"Semi-structured data types": a VARIANT holds 128 MB at most.</summary>
    public const string LongestDocument = "134217728";

    /// <summary>Run once per database, in order; each is safe to run again.</summary>
    public static IReadOnlyList<string> Database { get; } =
    [
        "SET GLOBAL TimeZone = 'UTC'",
        "SET GLOBAL default_null_order = 'nulls_last_on_asc_first_on_desc'",

        // Expressions of a wide table's columns nest deeper than DuckDB's default of 1,000.
        "SET GLOBAL max_expression_depth = 20000",

        // Division with the result's scale already in the numerator; half away from zero, as Snowflake rounds.
        """
        CREATE OR REPLACE MACRO sf_divide(n, d) AS CASE WHEN n IS NULL OR d IS NULL THEN NULL WHEN d = 0 THEN error('Division by zero')
            ELSE CAST((n // d) + CASE WHEN abs(n % d) * 2 >= abs(d) THEN sign(n) * sign(d) ELSE 0 END AS DECIMAL(38,0)) END
        """,
        "CREATE OR REPLACE MACRO sf_divide_float(n, d) AS CASE WHEN n IS NULL OR d IS NULL THEN NULL WHEN d = 0 THEN error('Division by zero') ELSE n / d END",
        "CREATE OR REPLACE MACRO sf_modulo(n, d) AS CASE WHEN n IS NULL OR d IS NULL THEN NULL WHEN d = 0 THEN error('Division by zero') ELSE n % d END",
        // Bytes are counted at once, characters only where there are too many bytes.
        "CREATE OR REPLACE MACRO sf_fit(t, n) AS CASE WHEN strlen(t) > n AND length(t) > n THEN error('String ''' || \"left\"(t, 40) || ''' is too long and would be truncated') ELSE t END",
        "CREATE OR REPLACE MACRO sf_fit_binary(b, n) AS CASE WHEN octet_length(b) > n THEN error('String ''' || \"left\"(hex(b), 40) || ''' is too long and would be truncated') ELSE b END",
        """
        CREATE OR REPLACE MACRO sf_float_text(f) AS CASE WHEN isfinite(f) AND abs(f) < 1e15 AND f = trunc(f) THEN CAST(CAST(f AS DECIMAL(38,0)) AS VARCHAR)
            WHEN isnan(f) THEN 'NaN' WHEN isinf(f) THEN CASE WHEN f > 0 THEN 'inf' ELSE '-inf' END ELSE CAST(f AS VARCHAR) END
        """,

        // A path's value. DuckDB makes doubles of long decimal fractions, so documents that may have some are read by DocumentPath.
        "CREATE OR REPLACE MACRO sf_may_lose(j) AS regexp_matches(CAST(j AS VARCHAR), '[0-9.]{17}')",
        "CREATE OR REPLACE MACRO sf_extract(j, p) AS CASE WHEN sf_may_lose(j) THEN CAST(sf_json_at(CAST(j AS VARCHAR), p) AS JSON) ELSE json_extract(j, p) END",
        "CREATE OR REPLACE MACRO sf_json(j) AS CASE WHEN sf_may_lose(j) THEN sf_json_text(CAST(j AS VARCHAR)) ELSE CAST(json(j) AS VARCHAR) END",
        """
        CREATE OR REPLACE MACRO sf_exact(j) AS CASE WHEN sf_may_lose(j) THEN CASE WHEN sf_json_loses(CAST(j AS VARCHAR))
            THEN error('a number that no double holds, in a document that is taken apart as a whole, is not emulated') ELSE j END ELSE j END
        """,
        "CREATE OR REPLACE MACRO sf_canonical(j) AS CASE WHEN j IS NULL THEN NULL ELSE CAST(sf_json_canonical(CAST(j AS VARCHAR)) AS JSON) END",
        """
        CREATE OR REPLACE MACRO sf_order(j) AS CASE WHEN j IS NULL THEN NULL WHEN json_type(j) IN ('OBJECT', 'ARRAY') THEN error('the order of objects and arrays is not emulated')
            ELSE sf_json_order(CAST(j AS VARCHAR)) END
        """,

        // A scalar's text as it was written (->> would turn long numbers into doubles); a JSON null is NULL.
        """
        CREATE OR REPLACE MACRO sf_variant_text(j) AS CASE json_type(j) WHEN 'VARCHAR' THEN j->>'$' WHEN 'NULL' THEN NULL
            WHEN 'OBJECT' THEN sf_json(j) WHEN 'ARRAY' THEN sf_json(j) ELSE trim(CAST(j AS VARCHAR)) END
        """,
        // What is no scalar is no number either: its text need not be exact.
        """
        CREATE OR REPLACE MACRO sf_number_text(j) AS CASE json_type(j) WHEN 'VARCHAR' THEN trim(j->>'$') WHEN 'NULL' THEN NULL
            WHEN 'BOOLEAN' THEN CASE trim(CAST(j AS VARCHAR)) WHEN 'true' THEN '1' ELSE '0' END ELSE trim(CAST(j AS VARCHAR)) END
        """,
        "CREATE OR REPLACE MACRO sf_number_json(n) AS CAST(CASE WHEN contains(CAST(n AS VARCHAR), '.') THEN rtrim(rtrim(CAST(n AS VARCHAR), '0'), '.') ELSE CAST(n AS VARCHAR) END AS JSON)",
        "CREATE OR REPLACE MACRO sf_array(j) AS CASE json_type(j) WHEN 'ARRAY' THEN j WHEN 'NULL' THEN NULL ELSE CASE WHEN j IS NULL THEN NULL ELSE CAST('[' || CAST(j AS VARCHAR) || ']' AS JSON) END END",
        "CREATE OR REPLACE MACRO sf_truncate_timestamp(t, k) AS make_timestamp(epoch_us(t) - (((epoch_us(t) % k) + k) % k))",
        "CREATE OR REPLACE MACRO sf_truncate_time(t, k) AS t - to_microseconds(epoch_us(t) % k)",
        $"CREATE OR REPLACE MACRO sf_parse_json(t) AS CASE WHEN strlen(t) > {LongestDocument} THEN error('Error parsing JSON: document is too large, max size {LongestDocument} bytes') ELSE CAST(nullif(trim(t), '') AS JSON) END",
        $"CREATE OR REPLACE MACRO sf_try_parse_json(t) AS CASE WHEN strlen(t) <= {LongestDocument} AND json_valid(t) THEN CAST(t AS JSON) ELSE NULL END",
        """
        CREATE OR REPLACE MACRO sf_typeof(j) AS CASE json_type(j) WHEN 'VARCHAR' THEN 'VARCHAR' WHEN 'UBIGINT' THEN 'INTEGER' WHEN 'BIGINT' THEN 'INTEGER' WHEN 'HUGEINT' THEN 'INTEGER'
            WHEN 'DOUBLE' THEN CASE WHEN regexp_matches(CAST(j AS VARCHAR), '[eE]') THEN 'DOUBLE' ELSE 'DECIMAL' END WHEN 'NULL' THEN 'NULL_VALUE' ELSE json_type(j) END
        """,
        .. CastMacros.All,
        .. TimeMacros.All,
    ];
}
