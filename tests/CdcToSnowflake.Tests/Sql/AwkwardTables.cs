using CdcToSnowflake.Model;
using static CdcToSnowflake.Tests.Sql.SampleModels;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>Tables that a generator gets wrong.</summary>
internal static class AwkwardTables
{
    public static SourceTable EveryType { get; } = new("types", "every",
    [
        Column("id", SourceKind.Int, nullable: false),
        .. Enum.GetValues<SourceKind>().Select(kind => Column($"c_{kind}", kind, precision: kind switch { SourceKind.Decimal => 38, SourceKind.Bit => 8, SourceKind.Vector => 4, _ => 0 }, scale: kind == SourceKind.Decimal ? 37 : 0)),
        Column("c_unsigned", SourceKind.BigInt, unsigned: true),
        Column("c_wide", SourceKind.Decimal, precision: 65, scale: 30),
    ], ["id"]);

    public static IReadOnlyDictionary<string, WarehouseModel> All { get; } = new Dictionary<string, WarehouseModel>
    {
        ["reserved-words"] = One("select", new SourceTable("from", "table",
        [
            Column("where", SourceKind.Int, nullable: false), Column("group", SourceKind.VarChar), Column("Desc", SourceKind.Text), Column("merge", SourceKind.Double),
        ], ["where"])),
        ["hostile-names"] = One("B\"ü r\\o ; --", new SourceTable("a\"b'c", "x'); DROP TABLE \"y\" -- $$ {{ 日本 }}",
        [
            Column("q\"uo\"te", SourceKind.Int, nullable: false), Column("back\\slash", SourceKind.VarChar), Column("line\nbreak\r", SourceKind.Json), Column("$$", SourceKind.Binary),
            Column(";--", SourceKind.DateTime), Column("*/ /*", SourceKind.Timestamp), Column("日本 ünïcödé 🍜", SourceKind.VarChar), Column(":merged", SourceKind.Int), Column(" ", SourceKind.Vector, precision: 3),
            Column("'", SourceKind.Date), Column("{{ column }}", SourceKind.Float), Column(new string('é', 255), SourceKind.Bit, precision: 64),
        ], ["q\"uo\"te"])),
        ["composite-binary-key"] = One("keys", new SourceTable("shop", "tokens",
        [
            Column("payload", SourceKind.Json), Column("uuid", SourceKind.Binary, nullable: false, length: 16), Column("region", SourceKind.VarBinary, nullable: false, length: 255),
            Column("version", SourceKind.Int, nullable: false, unsigned: true), Column("at", SourceKind.Timestamp, nullable: false, scale: 3),
        ], ["region", "uuid", "version", "at"])),
        ["nullable-key"] = One("keys", new SourceTable("shop", "no_primary_key",
        [
            Column("code", SourceKind.VarChar, length: 20), Column("day", SourceKind.Date, nullable: false), Column("value", SourceKind.Decimal, precision: 65, scale: 30),
        ], ["code", "day"])),
        ["no-other-columns"] = One("links", new SourceTable("shop", "order_tags",
        [
            Column("order_id", SourceKind.BigInt, nullable: false), Column("tag_id", SourceKind.Int, nullable: false),
        ], ["order_id", "tag_id"])),
        ["every-type"] = One("types", EveryType),
        ["brands-differ"] = new WarehouseModel(
        [
            new BrandModel("a", "s3://cdc/a/", [new SourceTable("s", "t", [Column("k", SourceKind.Int, nullable: false), Column("only_a", SourceKind.VarChar), Column("n", SourceKind.SmallInt), Column("v", SourceKind.Vector, precision: 3)], ["k"])]),
            new BrandModel("b", "s3://cdc/b/", [new SourceTable("s", "t", [Column("n", SourceKind.Decimal, precision: 10, scale: 4), Column("k", SourceKind.BigInt, nullable: false), Column("v", SourceKind.Vector, precision: 4), Column("only_b", SourceKind.Json)], ["k"])]),
            new BrandModel("c", "s3://cdc/c/", [new SourceTable("s", "other", [Column("k", SourceKind.Int, nullable: false), Column("d", SourceKind.Date)], ["k"])]),
        ]),
    };

    /// <summary>MySQL's most: 1,017 columns (the manual's "InnoDB Limits").</summary>
    public static WarehouseModel Widest { get; } = One("wide", new SourceTable("wide", "widest",
        [.. Enumerable.Range(0, 1017).Select(n => Column($"column_{n}", n % 2 == 0 ? SourceKind.Int : SourceKind.VarChar, nullable: n > 0))], ["column_0"]));

    private static WarehouseModel One(string brand, SourceTable table) => new([new BrandModel(brand, $"s3://cdc/{StorePath.Brand(brand)}", [table])]);
}
