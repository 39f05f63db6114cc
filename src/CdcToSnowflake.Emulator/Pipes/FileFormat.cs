using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>How a COPY reads its files.</summary>
/// <param name="Kind">What they hold.</param>
/// <param name="Options">As they were written; those that are not here have the defaults of "CREATE FILE FORMAT".</param>
/// <param name="NullIf">Texts that mean NULL.</param>
internal sealed record FileFormat(FileKind Kind, IReadOnlyDictionary<string, string> Options, IReadOnlyList<string> NullIf)
{
    /// <summary>Snowflake's default: the text \N.</summary>
    private static readonly string[] DefaultNullIf = ["\\N"];

    /// <summary>Options whose value is a text, in which case matters.</summary>
    private static readonly HashSet<string> Texted = new(StringComparer.Ordinal)
    {
        "FIELD_DELIMITER", "RECORD_DELIMITER", "ESCAPE", "ESCAPE_UNENCLOSED_FIELD", "FIELD_OPTIONALLY_ENCLOSED_BY", "FILE_EXTENSION",
    };

    /// <summary>Parquet bytes without a logical type are UTF-8. The vectorized scanner takes them as bytes, whatever the option says.</summary>
    public bool BinaryIsText => !IsOption("BINARY_AS_TEXT", "FALSE") && !IsVectorized;

    /// <summary>Parquet's logical types say what a value is. The vectorized scanner goes by them, whatever the option says.</summary>
    public bool UsesLogicalTypes => IsOption("USE_LOGICAL_TYPE", "TRUE") || IsVectorized;

    /// <summary>JSON: one array whose items are the documents.</summary>
    public bool StripsOuterArray => IsOption("STRIP_OUTER_ARRAY", "TRUE");

    /// <summary>Whether a document, or a field of a record, may go over several lines.</summary>
    public bool AllowsSeveralLines => !IsOption("MULTI_LINE", "FALSE");

    public bool ReplacesInvalidCharacters => IsOption("REPLACE_INVALID_CHARACTERS", "TRUE") || IsOption("IGNORE_UTF8_ERRORS", "TRUE");

    public string Compression => Options.GetValueOrDefault("COMPRESSION", "AUTO");

    public CsvFormat Csv => CsvFormat.Of(Options);

    /// <param name="copy">The statement that names or describes it.</param>
    /// <param name="catalog">Where a named one is.</param>
    /// <param name="complete">The key of a name.</param>
    /// <param name="access">What the role that copies may do; null where that was looked at before, as for a pipe.</param>
    public static FileFormat Of(CopyIntoTableStatement copy, CatalogSnapshot catalog, Func<ObjectName, CatalogKey> complete, RoleAccess? access = null)
    {
        if (copy.Properties.Group("FILE_FORMAT") is not { } written)
        {
            return Of("CSV", new Dictionary<string, string>(), null);
        }

        if (written.Find("FORMAT_NAME") is { } reference)
        {
            var name = reference is WordValue word ? word.Name : NameResolution.Parse(written.Text("FORMAT_NAME")!, reference.Position);
            var format = catalog.Find(complete(name)) as FileFormatObject ?? throw SnowflakeException.DoesNotExist("File format", name);
            access?.Require("USAGE", format, name);
            return Of(format.Type, format.Options, format.NullIf);
        }

        return Of(written.Text("TYPE")?.ToUpperInvariant() ?? "CSV", OptionsOf(written), Texts(written.Find("NULL_IF")));
    }

    public static Dictionary<string, string> OptionsOf(PropertyList properties)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in properties.Items)
        {
            if (property.Name is not ("TYPE" or "COMMENT" or "NULL_IF"))
            {
                var value = properties.Text(property.Name)!;
                options[property.Name] = Texted.Contains(property.Name) ? value : value.ToUpperInvariant();
            }
        }

        return options;
    }

    /// <summary>The texts of a list; null if it is not given.</summary>
    public static IReadOnlyList<string>? Texts(PropertyValue? value) => value switch
    {
        null => null,
        ListValue list => [.. list.Items.Select(item => item is TextValue text ? text.Value : throw SnowflakeException.InvalidProperty("NULL_IF", item.Position))],
        GroupValue { Properties.Items.Count: 0 } => [],
        TextValue text => [text.Value],
        _ => throw SnowflakeException.InvalidProperty("NULL_IF", value.Position),
    };

    public static FileFormat Of(string type, IReadOnlyDictionary<string, string> options, IReadOnlyList<string>? nullIf)
    {
        var kind = type switch
        {
            "PARQUET" => FileKind.Parquet,
            "JSON" => FileKind.Json,
            "CSV" => FileKind.Csv,
            _ => throw new NotEmulatedException($"file format {type}", default, "Load Parquet, JSON or CSV."),
        };
        foreach (var (name, value) in options)
        {
            if (!Holds(kind, name, value))
            {
                throw new NotEmulatedException($"file format option {name} = {value} of {type}", default, "Leave the option out, or convert the values in the COPY's SELECT.");
            }
        }

        var format = new FileFormat(kind, options, nullIf ?? DefaultNullIf);
        if (kind == FileKind.Csv)
        {
            _ = format.Csv;
        }

        return format;
    }

    // Options that are honoured, or whose value is what happens here anyway; any other is refused.
    private static bool Holds(FileKind kind, string name, string value) => name switch
    {
        "COMPRESSION" => kind == FileKind.Parquet ? value is "AUTO" or "SNAPPY" or "NONE" or "GZIP" or "ZSTD" : FileText.Reads(value),
        "SKIP_BYTE_ORDER_MARK" => value == "TRUE",
        "BINARY_FORMAT" => value == "HEX",
        "ENCODING" => value is "UTF8" or "UTF-8",
        "FILE_EXTENSION" => true, // unloading only
        "DATE_FORMAT" or "TIME_FORMAT" or "TIMESTAMP_FORMAT" => value == "AUTO",
        _ => kind switch
        {
            FileKind.Parquet => name is "BINARY_AS_TEXT" or "USE_VECTORIZED_SCANNER" or "USE_LOGICAL_TYPE" || (name is "TRIM_SPACE" or "REPLACE_INVALID_CHARACTERS" && value == "FALSE"),
            FileKind.Json => name is "STRIP_OUTER_ARRAY" or "MULTI_LINE" or "REPLACE_INVALID_CHARACTERS" or "IGNORE_UTF8_ERRORS"
                || (name is "TRIM_SPACE" or "STRIP_NULL_VALUES" or "ALLOW_DUPLICATE" or "ENABLE_OCTAL" && value == "FALSE"),
            _ => name is "FIELD_DELIMITER" or "RECORD_DELIMITER" or "FIELD_OPTIONALLY_ENCLOSED_BY" or "ESCAPE" or "ESCAPE_UNENCLOSED_FIELD" or "SKIP_HEADER" or "PARSE_HEADER" or "SKIP_BLANK_LINES"
                or "TRIM_SPACE" or "EMPTY_FIELD_AS_NULL" or "ERROR_ON_COLUMN_COUNT_MISMATCH" or "MULTI_LINE" or "REPLACE_INVALID_CHARACTERS",
        },
    };

    private bool IsVectorized => IsOption("USE_VECTORIZED_SCANNER", "TRUE");

    private bool IsOption(string name, string value) => Options.TryGetValue(name, out var set) && set == value;
}
