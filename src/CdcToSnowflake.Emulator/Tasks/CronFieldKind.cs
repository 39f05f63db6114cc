namespace CdcToSnowflake.Emulator.Tasks;

internal enum CronFieldKind
{
    Minute,
    Hour,
    Day,
    Month,
    Weekday,
}
