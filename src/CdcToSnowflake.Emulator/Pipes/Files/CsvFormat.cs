using System.Globalization;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>How a file of separated values is read: "CREATE FILE FORMAT", TYPE = CSV.</summary>
internal sealed record CsvFormat
{
    /// <value>What separates fields; null = a record is one field.</value>
    public string? FieldDelimiter { get; init; }

    /// <value>What ends a record: "\n" ends with or without "\r" before it; null = the file is one record.</value>
    public string? RecordDelimiter { get; init; }

    /// <value>What encloses a field that may hold delimiters; null = nothing does.</value>
    public char? Enclosure { get; init; }

    /// <value>Takes the next character as it is, within an enclosed field; null = nothing does.</value>
    public char? Escape { get; init; }

    /// <value>The same for fields that are not enclosed.</value>
    public char? UnenclosedEscape { get; init; }

    /// <value>Lines that are passed over at the file's start.</value>
    public int SkippedLines { get; init; }

    public bool HasHeader { get; init; }

    public bool SkipsBlankLines { get; init; }

    public bool TrimsSpace { get; init; }

    public bool EmptyIsNull { get; init; }

    public bool RefusesOtherColumnCounts { get; init; }

    public bool AllowsSeveralLines { get; init; }

    public static CsvFormat Of(IReadOnlyDictionary<string, string> options)
    {
        var format = new CsvFormat
        {
            FieldDelimiter = Delimiter(options, "FIELD_DELIMITER", ","),
            RecordDelimiter = Delimiter(options, "RECORD_DELIMITER", "\n"),
            Enclosure = Character(options, "FIELD_OPTIONALLY_ENCLOSED_BY", "NONE"),
            Escape = Character(options, "ESCAPE", "NONE"),
            UnenclosedEscape = Character(options, "ESCAPE_UNENCLOSED_FIELD", "\\"),
            SkippedLines = Lines(options),
            HasHeader = Is(options, "PARSE_HEADER", false),
            SkipsBlankLines = Is(options, "SKIP_BLANK_LINES", false),
            TrimsSpace = Is(options, "TRIM_SPACE", false),
            EmptyIsNull = Is(options, "EMPTY_FIELD_AS_NULL", true),
            RefusesOtherColumnCounts = Is(options, "ERROR_ON_COLUMN_COUNT_MISMATCH", true),
            AllowsSeveralLines = Is(options, "MULTI_LINE", true),
        };
        if (format.HasHeader && format.SkippedLines > 0)
        {
            throw SnowflakeException.Compilation(default, "SKIP_HEADER does not go with PARSE_HEADER = TRUE: the header is the first line.");
        }

        return format.FieldDelimiter is { } field && format.RecordDelimiter is { } record && (field.Contains(record, StringComparison.Ordinal) || record.Contains(field, StringComparison.Ordinal))
            ? throw SnowflakeException.Compilation(default, "FIELD_DELIMITER and RECORD_DELIMITER: one may not be a part of the other.")
            : format;
    }

    private static bool Is(IReadOnlyDictionary<string, string> options, string name, bool standard) => options.TryGetValue(name, out var value) ? value.ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        _ => throw SnowflakeException.InvalidProperty(name, default),
    } : standard;

    private static int Lines(IReadOnlyDictionary<string, string> options) =>
        int.TryParse(options.GetValueOrDefault("SKIP_HEADER", "0"), NumberStyles.None, CultureInfo.InvariantCulture, out var lines) ? lines : throw SnowflakeException.InvalidProperty("SKIP_HEADER", default);

    private static string? Delimiter(IReadOnlyDictionary<string, string> options, string name, string standard)
    {
        var written = options.GetValueOrDefault(name, standard);
        if (written.Equals("NONE", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var text = Unescaped(written, name);
        return text.Length is > 0 and <= 20 ? text == "\r\n" ? "\n" : text : throw SnowflakeException.InvalidProperty(name, default);
    }

    private static char? Character(IReadOnlyDictionary<string, string> options, string name, string standard) => Delimiter(options, name, standard) switch
    {
        null => null,
        [var one] when one < 128 => one,
        _ => throw SnowflakeException.InvalidProperty(name, default),
    };

    // What a string literal has left: 0x5e, and \136 or \x5e written with two backslashes.
    private static string Unescaped(string written, string name)
    {
        var (digits, radix) = written switch
        {
            ['0', 'x' or 'X', ..] => (written[2..], 16),
            ['\\', 'x' or 'X', ..] => (written[2..], 16),
            ['\\', >= '0' and <= '7', ..] => (written[1..], 8),
            _ => (string.Empty, 0),
        };
        if (radix == 0)
        {
            return written;
        }

        try
        {
            var code = Convert.ToInt32(digits, radix);
            return code is > 0 and < 128 ? ((char)code).ToString() : throw new NotEmulatedException($"{name} = '{written}', a byte that is not ASCII", default, "Write the character itself.");
        }
        catch (FormatException)
        {
            throw SnowflakeException.InvalidProperty(name, default);
        }
    }
}
