using CdcToSnowflake.Hosting.Alerts;

namespace CdcToSnowflake.Tests.Hosting.Alerts;

public sealed class QueueRegionTests
{
    [Theory]
    [InlineData("https://sqs.eu-central-1.amazonaws.com/123456789012/alerts", "eu-central-1")]
    [InlineData("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/alerts", "cn-north-1")]
    [InlineData("https://sqs-fips.us-east-1.amazonaws.com/123456789012/alerts", "us-east-1")]
    [InlineData("https://vpce-0a1b-2c3d.sqs.ap-northeast-2.vpce.amazonaws.com/123456789012/alerts", "ap-northeast-2")]
    [InlineData("https://us-west-2.queue.amazonaws.com/123456789012/alerts", "us-west-2")]
    [InlineData("http://127.0.0.1:5000/123456789012/alerts", null)]
    [InlineData("https://sqs.eu-central-1.example.com/123456789012/alerts", null)]
    [InlineData("alerts", null)]
    public void Of_Url_IsTheRegionThatItNames(string url, string? region) => Assert.Equal(region, QueueRegion.Of(url));
}
