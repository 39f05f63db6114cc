using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>A backlog is merged in parts, each a transaction of its own, and one run starts the next.</summary>
public sealed class BacklogTests
{
    [Theory]
    [InlineData(MergeScope.Brand)]
    [InlineData(MergeScope.Table)]
    public async Task SevenCutsWait_TwoARun_FourRunsEachEndWithACut(MergeScope scope)
    {
        await using EmulatedBrand brand = new();
        var orders = EmulatedBrand.Table("orders");
        await brand.PlanAsync(new SqlOptions { RawScope = scope, MaxCutsPerRun = 2 }, orders);
        brand.LoadCuts(Enumerable.Range(1, 7), orders);
        List<int> seen = [0];
        while (seen[^1] < 7)
        {
            Assert.True(await brand.StepAsync(), $"Nothing runs any more, at {seen[^1]}.");
            if (brand.Merged != seen[^1])
            {
                seen.Add(brand.Merged);
            }

            Assert.Equal(Enumerable.Range(1, seen[^1]).Select(cut => $"{cut}|{cut}"), brand.Raw(orders));
        }

        await brand.RunAsync();

        Assert.Equal([0, 2, 4, 6, 7], seen);
        Assert.Equal("4", brand.Sql.One("SELECT COUNT(*) FROM TABLE(B_DB.INFORMATION_SCHEMA.TASK_HISTORY(TASK_NAME => 'MERGE_RAW')) WHERE state = 'SUCCEEDED'"));
    }
}
