using System.Globalization;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CsCheck;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>CI is the union of the brands' RAW tables, whatever their streams bring in a window.</summary>
public sealed class RawIntoCiTests : IDisposable
{
    private static readonly SourceTable OfA = new("s", "t", [Column("k", SourceKind.Int, false), Column("only_a", SourceKind.VarChar), Column("n", SourceKind.SmallInt)], ["k"]);
    private static readonly SourceTable OfB = new("s", "t", [Column("n", SourceKind.Int), Column("k", SourceKind.BigInt, false), Column("only_b", SourceKind.Date)], ["k"]);

    private readonly PlainDuckDb _duck = new();
    private readonly SnowflakeSql _sql = new(new WarehouseModel([new BrandModel("a", "s3://cdc/a/", [OfA]), new BrandModel("b", "s3://cdc/b/", [OfB])]));

    public RawIntoCiTests()
    {
        foreach (string brand in (string[])["A", "B"])
        {
            _duck.Run($"ATTACH ':memory:' AS \"{brand}_DB\"");
            _duck.Run($"CREATE SCHEMA \"{brand}_DB\".\"RAW_SCHEMA\"");
        }
        _duck.Run("ATTACH ':memory:' AS \"CI_DB\"");
        _duck.Run("CREATE SCHEMA \"CI_DB\".\"CI_SCHEMA\"");
        _duck.Run(_sql.SetUpCiTables().First().Text);
        _duck.Run("CREATE TABLE \"A_DB\".\"RAW_SCHEMA\".\"T_STREAM\" (\"K\" INTEGER, \"ONLY_A\" VARCHAR, \"N\" INTEGER, \"_UPDATED_AT\" TIMESTAMP, \"METADATA$ACTION\" VARCHAR, \"METADATA$ISUPDATE\" BOOLEAN)");
        _duck.Run("CREATE TABLE \"B_DB\".\"RAW_SCHEMA\".\"T_STREAM\" (\"N\" INTEGER, \"K\" BIGINT, \"ONLY_B\" DATE, \"_UPDATED_AT\" TIMESTAMP, \"METADATA$ACTION\" VARCHAR, \"METADATA$ISUPDATE\" BOOLEAN)");
    }

    public void Dispose() => _duck.Dispose();

    [Fact]
    public void Merge_SameKeyOfTwoBrands_AreTwoRows()
    {
        Stream("a", 1, 10, "INSERT", false);
        Stream("b", 1, 20, "INSERT", false);

        Merge();

        Assert.Equal(["a/1=10", "b/1=20"], Ci());
    }

    [Fact]
    public void Merge_DeletedAndInsertedAnewInOneWindow_IsTheNewRow()
    {
        Stream("a", 1, 10, "INSERT", false);
        Merge();
        Stream("a", 1, 10, "DELETE", false);
        Stream("a", 1, 11, "INSERT", false);

        Merge();

        Assert.Equal(["a/1=11"], Ci());
    }

    [Fact]
    public void Merge_AnyWindows_IsTheUnionOfTheBrands() =>
        Gen.Int.Sample(seed =>
        {
            _duck.Run("DELETE FROM \"CI_DB\".\"CI_SCHEMA\".\"T\"");
            Random random = new(seed);
            // Of each row its id, as a stream has it: a row that is deleted and inserted anew has another.
            Dictionary<(string Brand, int Key), (int Id, int Value)> raw = [];
            int ids = 0;
            for (int window = 0; window < 6; window++)
            {
                Dictionary<(string Brand, int Key), (int Id, int Value)> before = new(raw);
                for (int change = random.Next(12); change > 0; change--)
                {
                    (string, int) key = (random.Next(2) == 0 ? "a" : "b", random.Next(4));
                    if (random.Next(3) == 0)
                    {
                        raw.Remove(key);
                    }
                    else
                    {
                        raw[key] = (raw.TryGetValue(key, out (int Id, int Value) row) ? row.Id : ids++, random.Next(100));
                    }
                }
                StreamTheDifference(before, raw);

                Merge();

                Assert.Equal([.. raw.Select(row => $"{row.Key.Brand}/{row.Key.Key}={row.Value.Value}").Order(StringComparer.Ordinal)], Ci());
            }
        }, iter: Environment.GetEnvironmentVariable("CDC_TEST_LONG") == "1" ? 100 : 8, threads: 1, print: seed => seed.ToString(CultureInfo.InvariantCulture));

    private void StreamTheDifference(Dictionary<(string Brand, int Key), (int Id, int Value)> before, Dictionary<(string Brand, int Key), (int Id, int Value)> after)
    {
        foreach ((string brand, int key) in before.Keys.Union(after.Keys))
        {
            bool was = before.TryGetValue((brand, key), out (int Id, int Value) old);
            bool exists = after.TryGetValue((brand, key), out (int Id, int Value) now);
            if (was && exists && old == now)
            {
                continue;
            }
            bool isUpdate = was && exists && old.Id == now.Id;
            if (was)
            {
                Stream(brand, key, old.Value, "DELETE", isUpdate);
            }
            if (exists)
            {
                Stream(brand, key, now.Value, "INSERT", isUpdate);
            }
        }
    }

    private void Stream(string brand, int key, int value, string action, bool isUpdate) => _duck.Run(string.Create(CultureInfo.InvariantCulture,
        $"INSERT INTO \"{brand.ToUpperInvariant()}_DB\".\"RAW_SCHEMA\".\"T_STREAM\" (\"K\", \"N\", \"_UPDATED_AT\", \"METADATA$ACTION\", \"METADATA$ISUPDATE\") VALUES ({key}, {value}, TIMESTAMP '2026-01-01 00:00:00', '{action}', {isUpdate})"));

    private void Merge()
    {
        _duck.Run(_sql.MergeRawIntoCi("a", "s", "t").Text);
        _duck.Run("DELETE FROM \"A_DB\".\"RAW_SCHEMA\".\"T_STREAM\"");
        _duck.Run("DELETE FROM \"B_DB\".\"RAW_SCHEMA\".\"T_STREAM\"");
    }

    private IReadOnlyList<string> Ci() => _duck.Column("SELECT \"BRAND_ID\" || '/' || \"K\"::VARCHAR || '=' || \"N\"::VARCHAR FROM \"CI_DB\".\"CI_SCHEMA\".\"T\" ORDER BY 1");

    private static SourceColumn Column(string name, SourceKind kind, bool isNullable = true) => new(name, new SourceType(kind), isNullable);
}
