namespace CdcToSnowflake.Emulator.Translation;

/// <summary>
/// DuckDB macros that read texts as dates, times and timestamps by "Date and time input and output formats", Supported formats for AUTO detection: those formats and no others, where DuckDB's own casts
/// take what Snowflake does not ('2026/01/02', 'epoch'), and refuse what it does (' +07:00').
/// </summary>
internal static class TimeMacros
{
    private const string Hours = "(?:[01]?\\d|2[0-3])";
    private const string Offset = $"[+-]{Hours}:[0-5]?\\d";

    // Behind minutes only TZH:TZM; behind seconds also TZH, and after a space TZH:TZM and TZHTZM, whose sign may be missing there.
    private const string Iso = $"^(\\d{{1,4}}-\\d{{1,2}}-\\d{{1,2}})(?:([T ])({Hours})(?::([0-5]?\\d)(?:({Offset}|Z)|:([0-5]?\\d)(?:\\.(\\d{{1,9}}))?"
        + $"((?:[+-]{Hours}(?::[0-5]?\\d)?|Z| [+-]?{Hours}:[0-5]?\\d| [+-]?(?:[01]\\d|2[0-3])[0-5]\\d)?))?)?)?$";

    /// <summary>Run once per database, in order; each is safe to run again.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        // "AUTO detection of integer-stored date, time, and timestamp values": the magnitude tells the unit.
        "CREATE OR REPLACE MACRO sf_epoch(n) AS make_timestamp(CASE WHEN n < 31536000000 THEN n * 1000000 WHEN n < 31536000000000 THEN n * 1000 WHEN n < 31536000000000000 THEN n ELSE n // 1000 END)",

        // With a T between date and time the page has offsets of the form TZH:TZM alone. DuckDB keeps six digits of a second; the rest is cut off.
        """
        CREATE OR REPLACE MACRO sf_iso(p) AS {'wall': CASE WHEN p.k = 'T' AND regexp_matches(p.z, '^ |^[+-]\d+$') THEN NULL
            ELSE TRY_CAST(p.d || ' ' || lpad(p.h, 2, '0') || ':' || lpad(p.mi, 2, '0') || ':' || lpad(p.s, 2, '0') || '.' || rpad("left"(p.f, 6), 6, '0') AS TIMESTAMP) END, 'zone': p.y || p.z}
        """,

        // What strptime() can take: fewer digits of a second than the page allows, and none of DuckDB's own words, 'epoch' and 'infinity'.
        "CREATE OR REPLACE MACRO sf_strptime_text(t) AS CASE WHEN regexp_matches(t, '\\d') THEN regexp_replace(t, '(\\.\\d{6})\\d{1,3}', '\\1') END",

        // A text's wall clock and its offset as written; the wall clock is NULL where no format fits.
        $$"""
        CREATE OR REPLACE MACRO sf_moment(t) AS list_transform([t], lambda x: CASE
            WHEN regexp_full_match(x, '-?\d{1,11}|\d{12,19}') THEN {'wall': sf_epoch(TRY_CAST(x AS BIGINT)), 'zone': ''}
            WHEN regexp_matches(x, '^\d{1,4}-\d') THEN list_transform([regexp_extract(x, '{{Iso}}', ['d', 'k', 'h', 'mi', 'y', 's', 'f', 'z'])], lambda p: sf_iso(p))[1]
            WHEN regexp_matches(x, '^[A-Za-z]{3}, ') THEN {'wall': CAST(try_strptime(sf_strptime_text(regexp_replace(x, ' [+-]?\d{4}$', '')), [
                '%a, %d %b %Y %H:%M:%S', '%a, %d %b %Y %H:%M:%S.%f', '%a, %d %b %Y %I:%M:%S %p', '%a, %d %b %Y %I:%M:%S.%f %p',
                '%a, %d %B %Y %H:%M:%S', '%a, %d %B %Y %H:%M:%S.%f', '%a, %d %B %Y %I:%M:%S %p', '%a, %d %B %Y %I:%M:%S.%f %p']) AS TIMESTAMP), 'zone': regexp_extract(x, ' [+-]?\d{4}$')}
            WHEN regexp_matches(x, '^[A-Za-z]{3} .* [+-]?\d{4} \d{4}$') THEN {'wall': CAST(try_strptime(regexp_replace(x, ' [+-]?\d{4}( \d{4})$', '\1'), ['%a %b %d %H:%M:%S %Y', '%a %B %d %H:%M:%S %Y']) AS TIMESTAMP),
                'zone': regexp_extract(x, '( [+-]?\d{4}) \d{4}$', 1)}
            ELSE {'wall': CAST(try_strptime(sf_strptime_text(x), ['%d-%b-%Y', '%d-%B-%Y', '%m/%d/%Y', '%m/%d/%Y %H:%M:%S']) AS TIMESTAMP), 'zone': ''} END)[1]
        """,
        """
        CREATE OR REPLACE MACRO sf_offset(z) AS to_minutes(CASE WHEN z LIKE '%-%' THEN -1 ELSE 1 END
            * (60 * coalesce(TRY_CAST(regexp_extract(z, '\d{1,2}') AS INTEGER), 0) + coalesce(TRY_CAST(regexp_extract(z, '(?::|^ ?[+-]?\d{2})(\d{1,2})$', 1) AS INTEGER), 0)))
        """,

        // An offset is read and left out of a TIMESTAMP_NTZ and a DATE, moves a TIMESTAMP_LTZ, and would have to be kept with a TIMESTAMP_TZ. A text without one is at the session's zone, here UTC.
        "CREATE OR REPLACE MACRO sf_try_timestamp_ntz(t) AS sf_moment(t).wall",
        "CREATE OR REPLACE MACRO sf_try_timestamp_ltz(t) AS list_transform([sf_moment(t)], lambda m: timezone('UTC', m.wall - sf_offset(m.zone)))[1]",
        """
        CREATE OR REPLACE MACRO sf_try_timestamp_tz(t) AS list_transform([sf_moment(t)], lambda m: CASE WHEN m.wall IS NOT NULL AND sf_offset(m.zone) <> to_minutes(0)
            THEN error('TIMESTAMP_TZ at an offset other than +00:00 is not emulated') ELSE timezone('UTC', m.wall) END)[1]
        """,
        "CREATE OR REPLACE MACRO sf_try_date(t) AS CAST(sf_moment(t).wall AS DATE)",
        $$"""
        CREATE OR REPLACE MACRO sf_try_time(t) AS list_transform([t], lambda x: CASE
            WHEN regexp_full_match(x, '-?\d{1,11}|\d{12,19}') THEN CAST(date_trunc('second', sf_epoch(TRY_CAST(x AS BIGINT))) AS TIME)
            WHEN regexp_full_match(x, '{{Hours}}:[0-5]?\d(?::[0-5]?\d(?:\.\d{1,9}(?:{{Offset}})?)?)?') THEN CAST(sf_iso(regexp_extract('2000-01-01 ' || x, '{{Iso}}', ['d', 'k', 'h', 'mi', 'y', 's', 'f', 'z'])).wall AS TIME)
            ELSE CAST(try_strptime(sf_strptime_text(x), ['%I:%M:%S.%f %p', '%I:%M:%S %p', '%I:%M %p']) AS TIME) END)[1]
        """,
        .. new[] { ("Timestamp", "timestamp_ntz"), ("Timestamp", "timestamp_ltz"), ("Timestamp", "timestamp_tz"), ("Date", "date"), ("Time", "time") }.Select(type =>
            $"CREATE OR REPLACE MACRO sf_{type.Item2}(t) AS CASE WHEN t IS NULL THEN NULL ELSE coalesce(sf_try_{type.Item2}(t), error('{type.Item1} ''' || t || ''' is not recognized')) END"),
    ];
}
