using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Warehouses;

/// <summary>Credits by warehouse and hour, as WAREHOUSE_METERING_HISTORY has them; a year of them.</summary>
internal sealed class WarehouseMeter
{
    private const int KeptDays = 365;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<(DateTimeOffset Hour, long Warehouse), MeteredHour> _hours = [];

    /// <summary>One cluster at the warehouse's size, second by second.</summary>
    public void Charge(WarehouseObject warehouse, DateTimeOffset from, DateTimeOffset to)
    {
        lock (_lock)
        {
            while (from < to)
            {
                var hour = Hour(from);
                var until = hour.AddHours(1) < to ? hour.AddHours(1) : to;
                var known = _hours.GetValueOrDefault((hour, warehouse.Id)) ?? new MeteredHour(hour, warehouse.Id, warehouse.Name, 0, 0);
                _hours[(hour, warehouse.Id)] = known with { Name = warehouse.Name, Compute = known.Compute + Credits(warehouse, until - from) };
                from = until;
            }

            while (_hours.Count > 0 && _hours.First().Key is var oldest && oldest.Hour < to.AddDays(-KeptDays))
            {
                _hours.Remove(oldest);
            }
        }
    }

    /// <summary>Says that part of what was charged went to a query.</summary>
    public void Attribute(WarehouseObject warehouse, DateTimeOffset from, DateTimeOffset to)
    {
        lock (_lock)
        {
            if (_hours.TryGetValue((Hour(from), warehouse.Id), out var known))
            {
                _hours[(known.Hour, warehouse.Id)] = known with { Attributed = Math.Min(known.Compute, known.Attributed + Credits(warehouse, to - from)) };
            }
        }
    }

    /// <summary>By hour, the oldest first.</summary>
    public IReadOnlyList<MeteredHour> Hours()
    {
        lock (_lock)
        {
            return [.. _hours.Values];
        }
    }

    public static decimal Credits(WarehouseObject warehouse, TimeSpan time) => warehouse.CreditsPerHour * time.Ticks / TimeSpan.TicksPerHour;

    private static DateTimeOffset Hour(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
