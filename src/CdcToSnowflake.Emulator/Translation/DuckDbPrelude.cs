namespace CdcToSnowflake.Emulator.Translation;

/// <summary>What a DuckDB database needs before translated text runs in it: macros, and the session's settings.</summary>
internal static class DuckDbPrelude
{
    /// <summary>Run once per database, in order; each is safe to run again.</summary>
    public static IReadOnlyList<string> Database { get; } =
    [
        // Division with the result's scale already in the numerator; half away from zero, as Snowflake rounds.
        """
        CREATE OR REPLACE MACRO sf_divide(n, d) AS CASE WHEN n IS NULL OR d IS NULL THEN NULL WHEN d = 0 THEN error('Division by zero')
            ELSE CAST((n // d) + CASE WHEN abs(n % d) * 2 >= abs(d) THEN sign(n) * sign(d) ELSE 0 END AS DECIMAL(38,0)) END
        """,
        "CREATE OR REPLACE MACRO sf_divide_float(n, d) AS CASE WHEN n IS NULL OR d IS NULL THEN NULL WHEN d = 0 THEN error('Division by zero') ELSE n / d END",
        "CREATE OR REPLACE MACRO sf_modulo(n, d) AS CASE WHEN n IS NULL OR d IS NULL THEN NULL WHEN d = 0 THEN error('Division by zero') ELSE n % d END",
        "CREATE OR REPLACE MACRO sf_fit(t, n) AS CASE WHEN length(t) > n THEN error('String ''' || \"left\"(t, 40) || ''' is too long and would be truncated') ELSE t END",
        """
        CREATE OR REPLACE MACRO sf_float_text(f) AS CASE WHEN isfinite(f) AND abs(f) < 1e15 AND f = trunc(f) THEN CAST(CAST(f AS DECIMAL(38,0)) AS VARCHAR)
            WHEN isnan(f) THEN 'NaN' WHEN isinf(f) THEN CASE WHEN f > 0 THEN 'inf' ELSE '-inf' END ELSE CAST(f AS VARCHAR) END
        """,

        // A scalar's text as it was written (->> would turn long numbers into doubles); a JSON null is NULL.
        """
        CREATE OR REPLACE MACRO sf_variant_text(j) AS CASE json_type(j) WHEN 'VARCHAR' THEN j->>'$' WHEN 'NULL' THEN NULL
            WHEN 'OBJECT' THEN CAST(json(j) AS VARCHAR) WHEN 'ARRAY' THEN CAST(json(j) AS VARCHAR) ELSE trim(CAST(j AS VARCHAR)) END
        """,
        "CREATE OR REPLACE MACRO sf_number_text(j) AS CASE json_type(j) WHEN 'BOOLEAN' THEN CASE trim(CAST(j AS VARCHAR)) WHEN 'true' THEN '1' ELSE '0' END ELSE trim(sf_variant_text(j)) END",
        "CREATE OR REPLACE MACRO sf_number_json(n) AS CAST(CASE WHEN contains(CAST(n AS VARCHAR), '.') THEN rtrim(rtrim(CAST(n AS VARCHAR), '0'), '.') ELSE CAST(n AS VARCHAR) END AS JSON)",
        "CREATE OR REPLACE MACRO sf_array(j) AS CASE json_type(j) WHEN 'ARRAY' THEN j WHEN 'NULL' THEN NULL ELSE CASE WHEN j IS NULL THEN NULL ELSE CAST('[' || CAST(j AS VARCHAR) || ']' AS JSON) END END",
        """
        CREATE OR REPLACE MACRO sf_try_boolean(t) AS CASE WHEN lower(trim(t)) IN ('true', 't', 'yes', 'y', 'on', '1') THEN true
            WHEN lower(trim(t)) IN ('false', 'f', 'no', 'n', 'off', '0') THEN false ELSE NULL END
        """,
        "CREATE OR REPLACE MACRO sf_boolean(t) AS CASE WHEN t IS NOT NULL AND sf_try_boolean(t) IS NULL THEN error('Boolean value ''' || t || ''' is not recognized') ELSE sf_try_boolean(t) END",
        "CREATE OR REPLACE MACRO sf_try_binary(t) AS CASE WHEN regexp_full_match(t, '([0-9A-Fa-f]{2})*') THEN unhex(t) ELSE NULL END",
        "CREATE OR REPLACE MACRO sf_truncate_timestamp(t, k) AS make_timestamp(epoch_us(t) - (((epoch_us(t) % k) + k) % k))",
        "CREATE OR REPLACE MACRO sf_parse_json(t) AS CAST(nullif(trim(t), '') AS JSON)",
        "CREATE OR REPLACE MACRO sf_try_parse_json(t) AS CASE WHEN json_valid(t) THEN CAST(t AS JSON) ELSE NULL END",
        """
        CREATE OR REPLACE MACRO sf_typeof(j) AS CASE json_type(j) WHEN 'VARCHAR' THEN 'VARCHAR' WHEN 'UBIGINT' THEN 'INTEGER' WHEN 'BIGINT' THEN 'INTEGER' WHEN 'HUGEINT' THEN 'INTEGER'
            WHEN 'DOUBLE' THEN CASE WHEN regexp_matches(CAST(j AS VARCHAR), '[eE]') THEN 'DOUBLE' ELSE 'DECIMAL' END WHEN 'NULL' THEN 'NULL_VALUE' ELSE json_type(j) END
        """,
    ];

    /// <summary>Run on each connection, in order. Expressions of a wide table's columns nest deeper than DuckDB's default of 1,000.</summary>
    public static IReadOnlyList<string> Connection { get; } =
        ["SET TimeZone = 'UTC'", "SET default_null_order = 'nulls_last_on_asc_first_on_desc'", "SET max_expression_depth = 20000"];
}
