namespace CdcToSnowflake.Tests.Hosting.Changes;

public enum OrderStatus
{
    Open,
    PaidInFull,
}
