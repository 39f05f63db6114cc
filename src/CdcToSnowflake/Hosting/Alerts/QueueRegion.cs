namespace CdcToSnowflake.Hosting.Alerts;

/// <summary>The region that a queue's URL names: <c>sqs.REGION.amazonaws.com</c>, and its FIPS, private and older forms.</summary>
internal static class QueueRegion
{
    /// <returns>null if it names none, as of a server that isn't AWS.</returns>
    public static string? Of(string queueUrl)
    {
        if (!Uri.TryCreate(queueUrl, UriKind.Absolute, out var url) || !(url.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal) || url.Host.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal)))
        {
            return null;
        }

        var parts = url.Host.Split('.');
        var service = Array.FindIndex(parts, part => part is "sqs" or "sqs-fips");
        return service >= 0 ? parts[service + 1] : parts is [var region, "queue", ..] ? region : null;
    }
}
