using CdcToSnowflake.Hosting;

namespace CdcToSnowflake.Tests.Hosting;

public sealed class RetryOptionsTests
{
    [Fact]
    public void CountAfter_LongRun_BeginsAnew()
    {
        var retry = new RetryOptions();
        Assert.Equal(8, retry.CountAfter(7, TimeSpan.FromSeconds(1)));
        Assert.Equal(1, retry.CountAfter(7, retry.LongestPause + TimeSpan.FromSeconds(1)));
    }
}
