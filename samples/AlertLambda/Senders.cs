using CdcToSnowflake.Operations.Failures;

namespace AlertLambda;

/// <summary>Who is told, as the environment says. The addresses are secrets: keep them encrypted, and they are never printed.</summary>
internal static class Senders
{
    public static IReadOnlyList<IAlertSender> FromEnvironment()
    {
        List<IAlertSender> senders = [];
        if (Address("SLACK_WEBHOOK") is { } slack)
        {
            senders.Add(new SlackSender(slack));
        }

        if (Address("JSON_WEBHOOK") is { } json)
        {
            senders.Add(new JsonWebhookSender(json));
        }

        return senders.Count > 0 ? senders : throw new InvalidOperationException("Nobody is told: set SLACK_WEBHOOK or JSON_WEBHOOK in the function's environment.");
    }

    // Two retries: Lambda gives the event again, and bills what waits.
    private static WebhookOptions? Address(string variable) =>
        Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) ? new WebhookOptions(url) { Retries = 2 }
        : throw new InvalidOperationException($"{variable} isn't an address.");
}
