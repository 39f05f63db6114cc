using CdcToSnowflake.Sql;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>While a cut waits, nothing consumes the stream that starts the merge.</summary>
public sealed class LateFileTests
{
    [Fact]
    public async Task FileLateByTwoDays_AccountExtendsNoRetention_TheStreamStillStartsTheMerge()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using EmulatedBrand brand = new(clock);
        brand.Sql.Run("CREATE DATABASE B_DB DATA_RETENTION_TIME_IN_DAYS = 1 MAX_DATA_EXTENSION_TIME_IN_DAYS = 0");
        var orders = EmulatedBrand.Table("orders");
        await brand.PlanAsync(new SqlOptions(), orders);
        brand.LoadManifest(1, (orders, 1));
        await brand.RunAsync();

        clock.Advance(TimeSpan.FromDays(2));
        brand.LoadRows(1, orders, 1);
        await brand.RunAsync();

        Assert.Equal(["1|1"], brand.Raw(orders));
    }
}
