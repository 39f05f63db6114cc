using System.Collections.Concurrent;
using System.Collections.Frozen;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

/// <summary>The full names of everything that a model makes.</summary>
internal sealed class SqlNames(WarehouseModel model)
{
    /// <summary>The comment of a stream that was made anew while CI isn't reconciled.</summary>
    public const string UnreconciledMark = "Made anew, CI is still to be reconciled";

    /// <summary>The comment of a stream that was made anew while the task that consumes it, which its failures may have suspended, isn't resumed.</summary>
    public const string UnresumedMark = "Made anew, its task is still to be resumed";

    /// <summary>What the comment of a RAW table's stream begins with, before the CI table's name.</summary>
    public const string DestinationStart = "Brings changes to ";

    /// <summary>What follows the CI table's name in the comment of a stream that is older: the scripts of earlier releases made CI's tables last.</summary>
    public const string MadeBefore = ", made before it";

    // Every table's names begin with them, so each is made once.
    private readonly ConcurrentDictionary<string, ObjectName> _databases = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ObjectName> _stg = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ObjectName> _raw = new(StringComparer.Ordinal);

    // And each of a table's stands in half a dozen statements.
    private readonly ConcurrentDictionary<BrandTable, (ObjectName Stg, ObjectName Raw, ObjectName Stream)> _tables = new();
    private readonly ConcurrentDictionary<CiTable, ObjectName> _ciTables = new();

    /// <summary>The brand that has a schema, or the schema of an object; null if no brand has it.</summary>
    public string? BrandOf(ObjectName name) => name.Parts.Length < 2 ? null : Schemas.GetValueOrDefault((name.Parts[0], name.Parts[1]));

    private FrozenDictionary<(string Database, string Schema), string> Schemas => field ??= model.Brands
        .SelectMany(brand => new[] { Stg(brand.Id), Raw(brand.Id) }.Select(schema => (Name: (schema.Parts[0], schema.Parts[1]), Brand: brand.Id)))
        .ToFrozenDictionary(schema => schema.Name, schema => schema.Brand);

    public ObjectName BrandDatabase(string brand) => _databases.GetOrAdd(brand, _ => new ObjectName(model.Names.BrandDatabaseOf(brand)));

    public ObjectName Stg(string brand) => _stg.GetOrAdd(brand, _ => BrandDatabase(brand).With(model.Names.StgSchemaOf(brand)));

    public ObjectName Raw(string brand) => _raw.GetOrAdd(brand, _ => BrandDatabase(brand).With(model.Names.RawSchemaOf(brand)));

    public ObjectName CiDatabase => field ??= new(model.Names.CiDatabase);

    public ObjectName Ci => field ??= CiDatabase.With(model.Names.CiSchema);

    public ObjectName Api => CiDatabase.With(model.Names.ApiSchema);

    public ObjectName Owners => Api.With(ObjectNames.Owners);

    public ObjectName OwnerPolicy => Api.With(ObjectNames.OwnerPolicy);

    public ObjectName ApiView(CiTable table) => Api.With(table.Name);

    public ObjectName Cut(string brand) => Stg(brand).With(ObjectNames.Cut);

    public ObjectName Progress(string brand) => Stg(brand).With(ObjectNames.Progress);

    public ObjectName Stage(string brand) => Stg(brand).With(ObjectNames.Stage);

    public ObjectName ParquetFormat(string brand) => Stg(brand).With(ObjectNames.ParquetFormat);

    public ObjectName JsonFormat(string brand) => Stg(brand).With(ObjectNames.JsonFormat);

    public ObjectName CsvFormat(string brand) => Stg(brand).With(ObjectNames.CsvFormat);

    /// <summary>What files of rows are read by.</summary>
    public ObjectName Format(string brand, FileFormat format) => format switch
    {
        FileFormat.Parquet => ParquetFormat(brand),
        FileFormat.NdjsonGzip => JsonFormat(brand),
        FileFormat.CsvGzip => CsvFormat(brand),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a file format."),
    };

    public ObjectName CutPipe(string brand) => Stg(brand).With(ObjectNames.CutPipe);

    public ObjectName CutStream(string brand) => Stg(brand).With(ObjectNames.CutStream);

    public ObjectName MergeRaw(string brand) => Stg(brand).With(ObjectNames.MergeRaw);

    public ObjectName PurgeStg(string brand) => Stg(brand).With(ObjectNames.PurgeStg);

    public ObjectName MergeCi => Ci.With(ObjectNames.MergeCi);

    public ObjectName StgTable(BrandTable table) => Of(table).Stg;

    public ObjectName RawTable(BrandTable table) => Of(table).Raw;

    public ObjectName CiTable(CiTable table) => _ciTables.GetOrAdd(table, (named, ci) => ci.With(named.Name), Ci);

    public ObjectName Stream(BrandTable table) => Of(table).Stream;

    /// <summary>The comment of a RAW table's stream: where its changes go. A plan sees by it that they went elsewhere.</summary>
    public string Destination(CiTable table) => DestinationStart + CiTable(table).Display;

    public ObjectName Pipe(BrandTable table, SourceTable shape) => Stg(table.Brand).With(ObjectNames.PipeOf(table, shape));

    private (ObjectName Stg, ObjectName Raw, ObjectName Stream) Of(BrandTable table) => _tables.GetOrAdd(
        table,
        static (named, names) => (names.Stg(named.Brand).With(named.Name), names.Raw(named.Brand).With(named.Name), names.Raw(named.Brand).With(ObjectNames.StreamOf(named))),
        this);
}
