namespace CdcToSnowflake.Model;

/// <summary>The fixed names of what stands beside the tables.</summary>
internal static class ObjectNames
{
    public const string Cut = "CDC_CUT";
    public const string Progress = "CDC_PROGRESS";
    public const string Stage = "CDC_STAGE";
    public const string ParquetFormat = "CDC_PARQUET";
    public const string JsonFormat = "CDC_JSON";
    public const string CsvFormat = "CDC_CSV";

    public const string CutPipe = "CDC_CUT_PIPE";
    public const string CutStream = "CDC_CUT_STREAM";
    public const string MergeRaw = "MERGE_RAW";
    public const string MergeCi = "MERGE_CI";

    public const string PurgeStg = "PURGE_STG";

    public const string Owners = "CDC_OWNER";

    public const string OwnerPolicy = "CDC_OWNER_POLICY";

    public static string StreamOf(BrandTable table)
    {
        string name = table.Name + "_STREAM";
        return WarehouseNames.IsIdentifier(name) ? name : throw WarehouseNames.Refused(name, $"the stream of {table.Schema}.{table.Source}");
    }

    public static string PipeOf(BrandTable table, SourceTable shape)
    {
        string loaded = table.Options.Landing != LandingMode.Variant ? shape.Shape.ToUpperInvariant() : shape.Format == FileFormat.Parquet ? "ROWS" : "ROWS_NDJSON";
        string name = $"{table.Name}_{loaded}";
        return WarehouseNames.IsIdentifier(name) ? name : throw WarehouseNames.Refused(name, $"a pipe of {table.Schema}.{table.Source}");
    }

    /// <summary>The names that tables and streams of a brand may not take: tables and streams are both read FROM, so they share names.</summary>
    public static Dictionary<string, string> OfSdk(string brand)
    {
        string owner = $"the SDK's own tables of the brand '{brand}'";
        return new Dictionary<string, string>(StringComparer.Ordinal) { [Cut] = owner, [Progress] = owner, [CutStream] = owner };
    }

    public static IEnumerable<string> OfTable(BrandTable table) => [table.Name, StreamOf(table)];
}
