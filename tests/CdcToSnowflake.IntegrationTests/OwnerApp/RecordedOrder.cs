namespace CdcToSnowflake.IntegrationTests.OwnerApp;

internal sealed record RecordedOrder(ulong Id, string Status, DateTime PlacedAt, decimal Total, bool IsTest);
