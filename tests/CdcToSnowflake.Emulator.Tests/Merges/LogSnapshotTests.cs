using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>What a log had before its changes comes in one cut, with the snapshot's end: that end sweeps nothing from it, and rows that are alike all stay.</summary>
public class LogSnapshotTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Merge_SnapshotOfALogBetweenItsChanges_EachRowOnce(bool isByTable)
    {
        await using var brand = new EmulatedBrand();
        var (log, mirror) = (EmulatedBrand.Log("events"), EmulatedBrand.Table("t"));
        await brand.PlanAsync(new SqlOptions { RawScope = isByTable ? MergeScope.Table : MergeScope.Brand }, log, mirror);

        brand.LoadManifest(1, (mirror, 1));
        brand.LoadRows(1, mirror, 1);
        brand.LoadHeader(2, tables: 1, sweeps: 1);
        brand.LoadTable(2, log, 3);
        brand.LoadSweep(2, log, firstCut: 2);
        brand.LoadRows(2, log, 7, 7, 8);
        brand.Sql.Run("UPDATE \"B_DB\".\"STG_SCHEMA\".\"EVENTS\" SET \"_OP\" = 'R' WHERE \"_CUT\" = 2");
        brand.LoadManifest(3, (log, 2));
        brand.LoadRows(3, log, 7, 9);
        await brand.RunAsync();

        Assert.Equal(3, brand.Merged);
        Assert.Equal(["7|2", "7|2", "7|3", "8|2", "9|3"], brand.Raw(log));
        Assert.Equal(["7|I", "7|R", "7|R", "8|R", "9|I"], brand.Sql.Rows("SELECT \"K\", \"_OP\" FROM \"CI_DB\".\"CI_SCHEMA\".\"EVENTS\" ORDER BY 1, 2"));
    }
}
