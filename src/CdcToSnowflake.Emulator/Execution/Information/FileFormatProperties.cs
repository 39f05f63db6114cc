using System.Globalization;
using System.Text.Json.Nodes;
using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>A file format's options with the defaults of "CREATE FILE FORMAT", as DESCRIBE and SHOW print them.</summary>
internal static class FileFormatProperties
{
    private static readonly (string Name, string Type, string Default)[] JsonFormat =
    [
        ("FILE_EXTENSION", "String", string.Empty), ("DATE_FORMAT", "String", "AUTO"), ("TIME_FORMAT", "String", "AUTO"), ("TIMESTAMP_FORMAT", "String", "AUTO"), ("BINARY_FORMAT", "String", "HEX"),
        ("TRIM_SPACE", "Boolean", "false"), ("NULL_IF", "List", "[]"), ("COMPRESSION", "String", "AUTO"), ("ENABLE_OCTAL", "Boolean", "false"), ("ALLOW_DUPLICATE", "Boolean", "false"),
        ("STRIP_OUTER_ARRAY", "Boolean", "false"), ("STRIP_NULL_VALUES", "Boolean", "false"), ("IGNORE_UTF8_ERRORS", "Boolean", "false"), ("REPLACE_INVALID_CHARACTERS", "Boolean", "false"),
        ("SKIP_BYTE_ORDER_MARK", "Boolean", "true"),
    ];

    private static readonly (string Name, string Type, string Default)[] Parquet =
    [
        ("TRIM_SPACE", "Boolean", "false"), ("NULL_IF", "List", "[\\\\N]"), ("COMPRESSION", "String", "AUTO"), ("SNAPPY_COMPRESSION", "Boolean", "true"), ("BINARY_AS_TEXT", "Boolean", "true"),
        ("REPLACE_INVALID_CHARACTERS", "Boolean", "false"), ("USE_LOGICAL_TYPE", "Boolean", "false"), ("USE_VECTORIZED_SCANNER", "Boolean", "false"),
    ];

    private static readonly (string Name, string Type, string Default)[] Csv =
    [
        ("RECORD_DELIMITER", "String", "\\n"), ("FIELD_DELIMITER", "String", ","), ("FILE_EXTENSION", "String", string.Empty), ("SKIP_HEADER", "Integer", "0"), ("PARSE_HEADER", "Boolean", "false"),
        ("DATE_FORMAT", "String", "AUTO"), ("TIME_FORMAT", "String", "AUTO"), ("TIMESTAMP_FORMAT", "String", "AUTO"), ("BINARY_FORMAT", "String", "HEX"), ("ESCAPE", "String", "NONE"),
        ("ESCAPE_UNENCLOSED_FIELD", "String", "\\\\"), ("TRIM_SPACE", "Boolean", "false"), ("FIELD_OPTIONALLY_ENCLOSED_BY", "String", "NONE"), ("NULL_IF", "List", "[\\\\N]"),
        ("COMPRESSION", "String", "AUTO"), ("ERROR_ON_COLUMN_COUNT_MISMATCH", "Boolean", "true"), ("SKIP_BLANK_LINES", "Boolean", "false"), ("REPLACE_INVALID_CHARACTERS", "Boolean", "false"),
        ("EMPTY_FIELD_AS_NULL", "Boolean", "true"), ("SKIP_BYTE_ORDER_MARK", "Boolean", "true"), ("ENCODING", "String", "UTF8"), ("MULTI_LINE", "Boolean", "true"),
    ];

    /// <summary>Name, type, value and default of each option, TYPE first.</summary>
    public static IEnumerable<(string Name, string Type, string Value, string Default)> All(FileFormatObject format)
    {
        yield return ("TYPE", "String", format.Type, "CSV");
        foreach (var (name, type, standard) in format.Type switch { "JSON" => JsonFormat, "PARQUET" => Parquet, _ => Csv })
        {
            var value = name == "NULL_IF" && format.NullIf is { } texts ? "[" + string.Join(", ", texts.Select(text => text.Replace("\\", "\\\\", StringComparison.Ordinal))) + "]"
                : format.Options.TryGetValue(name, out var set) ? type == "Boolean" ? set.ToLowerInvariant() : set
                : standard;
            yield return (name, type, value, standard);
        }
    }

    /// <summary>SHOW FILE FORMATS' format_options.</summary>
    public static string Json(FileFormatObject format)
    {
        var json = new JsonObject();
        foreach (var (name, type, value, _) in All(format))
        {
            json[name] = type switch
            {
                "Boolean" => value == "true",
                "Integer" => int.Parse(value, CultureInfo.InvariantCulture),
                "List" => new JsonArray([.. (format.NullIf ?? (value == "[]" ? [] : ["\\N"])).Select(text => JsonValue.Create(text))]),
                _ => value,
            };
        }

        return json.ToJsonString();
    }
}
