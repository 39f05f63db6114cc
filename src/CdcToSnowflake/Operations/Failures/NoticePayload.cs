using System.Security.Cryptography;
using System.Text;

namespace CdcToSnowflake.Operations.Failures;

/// <summary>Messages that are no failure of a task or pipe.</summary>
internal static class NoticePayload
{
    private const int Longest = 500;

    private const string BudgetRemedy = "See what costs most: the cost report, or the budget's own page. The limit is the budget's SET_SPENDING_LIMIT, in credits a month.";
    private const string UnknownRemedy = "Nothing has failed that is known of. See what sends to the topic, if you didn't.";

    /// <summary>A budget's warning, or any other object.</summary>
    public static SnowflakeNotice Read(NotificationFields fields, string text, MessageOrigin origin) => fields.Optional("budget_name") is { } budget
        ? new SnowflakeNotice(
            origin.Id ?? IdOf(text), fields.Optional("account_name") ?? "", origin.At, $"budget {budget}",
            $"{fields.Optional("type")}: {fields.Optional("spending")} of {fields.Optional("limit")} credits are spent after {fields.Optional("time_percent")} % of the month; at this rate it comes to {fields.Optional("spending_trend_percent")} % of them.", BudgetRemedy)
        : Read(text, origin);

    /// <summary>A text, on one line.</summary>
    public static SnowflakeNotice Read(string text, MessageOrigin origin) =>
        new(origin.Id ?? IdOf(text), "", origin.At, "a message", FailureText.Cut(string.Join(' ', FailureText.Cut(text, 10 * Longest).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Longest), UnknownRemedy);

    private static string IdOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
