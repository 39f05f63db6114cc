namespace CdcToSnowflake.Emulator.Translation;

/// <summary>DuckDB macros of casts that fail as Snowflake's do: n or v is what DuckDB's TRY_CAST gave, t the text that it was made from. <see cref="Execution.DuckErrors"/> has the errors' numbers.</summary>
internal static class CastMacros
{
    /// <summary>Run once per database, in order; each is safe to run again.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        // DuckDB also reads digits in groups, 1_000.
        "CREATE OR REPLACE MACRO sf_try_number(t, n) AS CASE WHEN NOT contains(t, '_') THEN n END",
        "CREATE OR REPLACE MACRO sf_is_number(t) AS regexp_full_match(trim(t), '[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?')",
        """
        CREATE OR REPLACE MACRO sf_number(t, n) AS CASE WHEN t IS NULL THEN NULL WHEN n IS NOT NULL AND NOT contains(t, '_') THEN n
            WHEN sf_is_number(t) THEN error('Numeric value ''' || t || ''' is out of range') ELSE error('Numeric value ''' || t || ''' is not recognized') END
        """,

        // A text of digits that is infinite is out of FLOAT's range; 'inf' is not.
        "CREATE OR REPLACE MACRO sf_finite(t, n) AS CASE WHEN isinf(n) AND regexp_matches(t, '\\d') THEN NULL ELSE n END",
        """
        CREATE OR REPLACE MACRO sf_variant_number(j, t, n, type) AS CASE WHEN t IS NULL THEN NULL WHEN n IS NOT NULL AND NOT contains(t, '_') THEN n
            WHEN sf_is_number(t) THEN error('Numeric value ''' || t || ''' is out of range') ELSE error('Failed to cast variant value ' || CAST(j AS VARCHAR) || ' to ' || type) END
        """,
        "CREATE OR REPLACE MACRO sf_variant_cast(j, v, type) AS CASE WHEN v IS NULL AND json_type(j) <> 'NULL' THEN error('Failed to cast variant value ' || CAST(j AS VARCHAR) || ' to ' || type) ELSE v END",
        """
        CREATE OR REPLACE MACRO sf_try_boolean(t) AS CASE WHEN lower(trim(t)) IN ('true', 't', 'yes', 'y', 'on', '1') THEN true
            WHEN lower(trim(t)) IN ('false', 'f', 'no', 'n', 'off', '0') THEN false ELSE NULL END
        """,
        "CREATE OR REPLACE MACRO sf_boolean(t) AS CASE WHEN t IS NOT NULL AND sf_try_boolean(t) IS NULL THEN error('Boolean value ''' || t || ''' is not recognized') ELSE sf_try_boolean(t) END",

        // unhex() would take an odd digit as a byte of its own. TRY takes no volatile function, and t may be made by error(); a lambda's parameter is none.
        "CREATE OR REPLACE MACRO sf_try_hex(t) AS list_transform([t], lambda x: CASE WHEN length(x) % 2 = 0 THEN TRY(unhex(x)) END)[1]",
        "CREATE OR REPLACE MACRO sf_try_base64(t) AS list_transform([t], lambda x: TRY(from_base64(x)))[1]",
        .. ((string[])["hex", "base64"]).Select(encoding =>
            $"CREATE OR REPLACE MACRO sf_{encoding}(t) AS CASE WHEN t IS NULL THEN NULL ELSE coalesce(sf_try_{encoding}(t), error('The following string is not a legal {encoding}-encoded value: ''' || t || '''')) END"),
        "CREATE OR REPLACE MACRO sf_utf8(b) AS CASE WHEN b IS NULL THEN NULL ELSE coalesce(list_transform([b], lambda x: TRY(decode(x)))[1], error('Invalid UTF8 detected in string ''0x' || hex(b) || '''')) END",

        // TO_DATE, TO_TIME and TO_TIMESTAMP with a format.
        "CREATE OR REPLACE MACRO sf_parsed(t, v, type) AS CASE WHEN v IS NULL AND t IS NOT NULL THEN error('Can''t parse ''' || t || ''' as ' || type) ELSE v END",
        """
        CREATE OR REPLACE MACRO sf_at_utc(t, v) AS CASE WHEN v IS NOT NULL AND NOT regexp_matches(t, '(?:(?:[+-]| )00?(?::?00?)?|Z)\s*$') THEN error('TIMESTAMP_TZ at an offset other than +00:00 is not emulated') ELSE v END
        """,
    ];
}
