using System.Globalization;
using CdcToSnowflake.Hosting.Parts;
using CdcToSnowflake.Operations.Failures;

namespace CdcToSnowflake.Hosting.Alerts;

/// <summary>What people are told of the service's own parts: who is to tell them of failures and can't see any says so.</summary>
internal static class PartFindings
{
    // The account's minutes of maintenance, or a connection that is lost, pass by themselves.
    private const int FailuresToTell = 2;
    private static readonly TimeSpan LongestPassing = TimeSpan.FromMinutes(5);

    /// <summary>The parts that have ended, or have failed for so long and so often that it won't pass.</summary>
    public static IReadOnlyList<StandingFailure> Failing(IEnumerable<KeyValuePair<string, PartTrouble>> troubles, DateTimeOffset now) =>
    [
        .. troubles.Where(trouble => trouble.Value is { HasEnded: true } || (trouble.Value.Failures >= FailuresToTell && now - trouble.Value.Since >= LongestPassing)).Select(trouble => trouble.Value.HasEnded
            ? new StandingFailure(trouble.Key, ["ended"], $"It has ended. {trouble.Value.Error.Message}", "Do what the error says, then restart the service. Until then nobody sees, or hears, what this part is for.")
            : new StandingFailure(
                trouble.Key, ["failing"], string.Create(CultureInfo.InvariantCulture, $"It can't be done since {trouble.Value.Since:u}. {trouble.Value.Error.Message}"),
                "Do what the error says: most often the account is away, or its role has lost a right. It is tried again by itself; until then nobody sees, or hears, what this part is for.")),
    ];
}
