using System.Globalization;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Operations.Failures;

namespace CdcToSnowflake.Hosting.Alerts;

/// <summary>What people are told of brands and handlers: that one has stopped, or doesn't come further.</summary>
internal static class WorkFindings
{
    // A lost connection or a failover passes by itself: with the default pauses this is about a minute.
    private const int FailuresToTell = 7;

    /// <summary>The brands that fail. One that begins to work counts as failing until a cut shows that it does.</summary>
    public static IReadOnlyList<StandingFailure> Failing(IEnumerable<BrandStatus> brands) =>
    [
        .. brands.Where(brand => brand.State == BrandState.Stopped).Select(brand => new StandingFailure(
            brand.Brand, ["stopped"], brand.Error!.Message, "Do what the error says, then restart the service. Nothing is lost while the source keeps its binlog; the other brands go on.")),
        .. brands.Where(brand => brand.State != BrandState.Stopped && brand.Failures >= FailuresToTell).Select(brand => new StandingFailure(
            brand.Brand, ["retrying"], $"It failed {brand.Failures} times in a row. {brand.Error?.Message}".TrimEnd(), "It is tried again by itself. See what the error says of the source, the store or the account; nothing is lost while the source keeps its binlog.")),
        .. brands.Where(brand => brand.IsSilent && brand.Failures < FailuresToTell).Select(brand => new StandingFailure(
            brand.Brand, ["silent"], Silent(brand), "See at the source whether one transaction has been written for so long (SHOW PROCESSLIST), and whether the store takes files; if neither, restart the service. Nothing is lost while the source keeps its binlog.")),
    ];

    /// <summary>What is said of a brand that runs and commits nothing.</summary>
    public static string Silent(BrandStatus brand) => string.Create(CultureInfo.InvariantCulture, $"It runs and has committed no cut for {TimeSpan.FromSeconds(Math.Floor((brand.CutAge ?? default).TotalSeconds))}, though one is due each heartbeat: what the source wrote since isn't captured.");

    /// <summary>The handlers that fail, each with its brand.</summary>
    public static IReadOnlyList<StandingFailure> Failing(IEnumerable<HandlerStatus> handlers) =>
    [
        .. handlers.Where(handler => handler.State == HandlerState.Stopped).Select(handler => new StandingFailure(
            NameOf(handler.Handler, handler.Brand), ["stopped"], handler.Error!.Message, "Do what the error says, then restart the service: it goes on with the cut that it wasn't done with.")),
        .. handlers.Where(handler => handler.State != HandlerState.Stopped && handler.Failures >= FailuresToTell).Select(handler => new StandingFailure(
            NameOf(handler.Handler, handler.Brand), ["retrying"], $"It failed {handler.Failures} times in a row, at cut {handler.Done + 1} or one after it. {handler.Error?.Message}".TrimEnd(),
            "It is called again with the same changes until it takes them. Mend what it throws; brands and other handlers go on.")),
    ];

    /// <summary>Whether so many failures in a row say that something works, or that it doesn't: a few may pass, or be the first of many.</summary>
    public static bool IsClear(int failures) => failures is 0 or >= FailuresToTell;

    /// <summary>A handler's name in alerts.</summary>
    public static string NameOf(string handler, string brand) => $"{handler} ({brand})";
}
