using CdcToSnowflake.Hosting.Changes;

namespace OwnerApp.Operations;

/// <summary>A change handler.</summary>
internal sealed record HandlerView(string Name, string Brand, string State, ulong Behind, string? Error)
{
    public static HandlerView Of(HandlerStatus status) => new(status.Handler, status.Brand, status.State.ToString(), status.Behind, status.Error?.Message);
}
