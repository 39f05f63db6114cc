namespace CdcToSnowflake.IntegrationTests.OwnerApp;

internal sealed record RecordedRefund(ulong Order, decimal Amount, DateTime At);
