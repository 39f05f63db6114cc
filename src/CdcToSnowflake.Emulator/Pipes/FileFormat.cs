using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>How a COPY reads its files.</summary>
/// <param name="IsJson">JSON, one document after another; else Parquet.</param>
/// <param name="BinaryIsText">Parquet bytes without a logical type are UTF-8.</param>
/// <param name="NullIf">Texts that mean NULL.</param>
/// <param name="StripOuterArray">JSON: one array whose items are the documents.</param>
internal sealed record FileFormat(bool IsJson, bool BinaryIsText, IReadOnlyList<string> NullIf, bool StripOuterArray)
{
    /// <summary>Snowflake's default: the text \N.</summary>
    private static readonly string[] DefaultNullIf = ["\\N"];

    public static FileFormat Of(CopyIntoTableStatement copy, CatalogSnapshot catalog, Func<ObjectName, CatalogKey> complete)
    {
        var written = copy.Properties.Group("FILE_FORMAT") ?? throw new NotEmulatedException("COPY without FILE_FORMAT (CSV)", copy.Position);
        if (written.Find("FORMAT_NAME") is { } reference)
        {
            var name = reference is WordValue word ? word.Name : NameResolution.Parse(written.Text("FORMAT_NAME")!, reference.Position);
            return catalog.Find(complete(name)) is FileFormatObject format
                ? Of(format.Type, format.Options, format.NullIf)
                : throw SnowflakeException.DoesNotExist("File format", name);
        }

        return Of(written.Text("TYPE")?.ToUpperInvariant() ?? "CSV", Options(written), Texts(written.Find("NULL_IF")));
    }

    public static Dictionary<string, string> Options(PropertyList properties)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in properties.Items)
        {
            if (property.Name is not ("TYPE" or "COMMENT" or "NULL_IF"))
            {
                options[property.Name] = properties.Text(property.Name)!.ToUpperInvariant();
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
        if (type is not ("PARQUET" or "JSON"))
        {
            throw new NotEmulatedException($"file format {type}");
        }

        foreach (var (name, value) in options)
        {
            if (!Holds(name, value))
            {
                throw new NotEmulatedException($"file format option {name} = {value}");
            }
        }

        return new FileFormat(type == "JSON", options.GetValueOrDefault("BINARY_AS_TEXT") != "FALSE", nullIf ?? DefaultNullIf, options.GetValueOrDefault("STRIP_OUTER_ARRAY") == "TRUE");
    }

    // Options that are honoured, or whose value is what happens here anyway; any other is refused.
    private static bool Holds(string name, string value) => name switch
    {
        "BINARY_AS_TEXT" or "STRIP_OUTER_ARRAY" or "USE_VECTORIZED_SCANNER" or "USE_LOGICAL_TYPE" => true,
        "COMPRESSION" => value is "AUTO" or "SNAPPY" or "NONE" or "GZIP" or "ZSTD",
        "TRIM_SPACE" or "STRIP_NULL_VALUES" or "ALLOW_DUPLICATE" or "ENABLE_OCTAL" or "REPLACE_INVALID_CHARACTERS" or "IGNORE_UTF8_ERRORS" or "MULTI_LINE" => value == "FALSE",
        "SKIP_BYTE_ORDER_MARK" => value == "TRUE",
        "DATE_FORMAT" or "TIME_FORMAT" or "TIMESTAMP_FORMAT" => value == "AUTO",
        _ => false,
    };
}
