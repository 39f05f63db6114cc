namespace CdcToSnowflake.IntegrationTests.Docs;

internal static class AlertPeople
{
    public static void Run(CdcToSnowflake.Hosting.CdcBuilder cdc, string slackWebhook)
    {
        cdc.AlertOnFailures(alerts =>
        {
            alerts.QueueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/cdc-errors";
            alerts.SlackWebhook = new Uri(slackWebhook); // a secret: from the environment
        });
        cdc.WatchFlow(TimeSpan.FromMinutes(5), flow => flow.BehindLimit = TimeSpan.FromMinutes(15));
    }
}
