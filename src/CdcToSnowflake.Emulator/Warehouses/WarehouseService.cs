using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;

namespace CdcToSnowflake.Emulator.Warehouses;

/// <summary>
/// Which warehouses run, and what that costs, on the emulator's clock: a statement starts its warehouse, which is suspended AUTO_SUSPEND seconds after the last one ended, at the next look.
/// Kept in memory: a database that is opened again begins with all warehouses suspended and nothing charged.
/// </summary>
internal sealed class WarehouseService(Engine engine)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, WarehouseRun> _running = [];
    private readonly Dictionary<long, DateTimeOffset> _resumedOn = [];

    public WarehouseMeter Meter { get; } = new();

    /// <summary>Begins a statement on the session's warehouse; disposing ends it. A session without a warehouse, or with one that was dropped, is charged nothing.</summary>
    public IDisposable? Use(string? name, DateTimeOffset now)
    {
        if (name is null || engine.State.Catalog.Find(WarehouseObject.KeyOf(name)) is not WarehouseObject warehouse)
        {
            return null;
        }

        lock (_lock)
        {
            SettleLocked(warehouse, now);
            if (!_running.TryGetValue(warehouse.Id, out var run))
            {
                if (!warehouse.AutoResume)
                {
                    throw new SnowflakeException(606, "57P03", $"No active warehouse selected in the current session: {warehouse.Name} is suspended and has AUTO_RESUME = FALSE. ALTER WAREHOUSE … RESUME starts it.");
                }

                run = ResumeLocked(warehouse, now);
            }

            run.Active++;
            return new Statement(this, warehouse.Id);
        }
    }

    /// <summary>Starts it, as far as its resource monitors allow.</summary>
    public void Resume(WarehouseObject warehouse, DateTimeOffset now)
    {
        lock (_lock)
        {
            SettleLocked(warehouse, now);
            if (!_running.ContainsKey(warehouse.Id))
            {
                ResumeLocked(warehouse, now);
            }
        }
    }

    /// <returns>false: it was not running.</returns>
    public bool Suspend(WarehouseObject warehouse, DateTimeOffset now)
    {
        lock (_lock)
        {
            SettleLocked(warehouse, now);
            return _running.Remove(warehouse.Id);
        }
    }

    public bool IsRunning(WarehouseObject warehouse, DateTimeOffset now)
    {
        lock (_lock)
        {
            SettleLocked(warehouse, now);
            return _running.ContainsKey(warehouse.Id);
        }
    }

    /// <summary>When it last started; null = not since the emulator did.</summary>
    public DateTimeOffset? ResumedOn(WarehouseObject warehouse)
    {
        lock (_lock)
        {
            return _resumedOn.TryGetValue(warehouse.Id, out var on) ? on : null;
        }
    }

    /// <summary>Statements that it executes now.</summary>
    public int Active(WarehouseObject warehouse)
    {
        lock (_lock)
        {
            return _running.GetValueOrDefault(warehouse.Id)?.Active ?? 0;
        }
    }

    /// <summary>Charges what it ran until now, and suspends it if its time has come.</summary>
    public void Settle(WarehouseObject warehouse, DateTimeOffset now)
    {
        lock (_lock)
        {
            SettleLocked(warehouse, now);
        }
    }

    /// <summary>Settles all, for those who ask for costs.</summary>
    public void SettleAll(CatalogSnapshot catalog, DateTimeOffset now)
    {
        foreach (var warehouse in catalog.OfType<WarehouseObject>())
        {
            Settle(warehouse, now);
        }
    }

    private WarehouseRun ResumeLocked(WarehouseObject warehouse, DateTimeOffset now)
    {
        foreach (var monitor in MonitorsOf(warehouse))
        {
            if (MonitorUsage.Suspends(monitor, Meter, engine.State.Catalog, now))
            {
                throw new SnowflakeException(90073, "22000", $"Warehouse '{warehouse.Name}' cannot be resumed because resource monitor '{monitor.Name}' has exceeded its quota. Raise the quota, or wait for the next interval.");
            }
        }

        var run = new WarehouseRun(now);
        _running[warehouse.Id] = run;
        _resumedOn[warehouse.Id] = now;

        // "Understanding compute cost": each start is billed for at least one minute.
        Meter.Charge(warehouse, now, run.ChargedUntil);
        return run;
    }

    private void SettleLocked(WarehouseObject warehouse, DateTimeOffset now)
    {
        if (!_running.TryGetValue(warehouse.Id, out var run))
        {
            return;
        }

        var ends = run.Active == 0 && warehouse.AutoSuspend > 0 ? run.SuspendedAfter(TimeSpan.FromSeconds(warehouse.AutoSuspend)) : DateTimeOffset.MaxValue;
        foreach (var monitor in MonitorsOf(warehouse))
        {
            ends = MonitorUsage.SuspendsOn(monitor, warehouse, run.ChargedUntil, ends < now ? ends : now, Meter, engine.State.Catalog) is { } at && at < ends ? at : ends;
        }

        var until = ends < now ? ends : now;
        if (until > run.ChargedUntil)
        {
            Meter.Charge(warehouse, run.ChargedUntil, until);
            run.ChargedUntil = until;
        }

        if (ends <= now)
        {
            _running.Remove(warehouse.Id);
        }
    }

    private IEnumerable<ResourceMonitorObject> MonitorsOf(WarehouseObject warehouse) =>
        engine.State.Catalog.OfType<ResourceMonitorObject>().Where(monitor => monitor.IsOfAccount || monitor.Name == warehouse.ResourceMonitor);

    private void End(long warehouseId)
    {
        lock (_lock)
        {
            // A warehouse that was suspended meanwhile finishes what it runs, and is charged no more for it.
            if (_running.TryGetValue(warehouseId, out var run))
            {
                run.Active--;
                run.LastActive = engine.Clock.GetUtcNow();
            }
        }
    }

    private sealed class Statement(WarehouseService service, long warehouseId) : IDisposable
    {
        public void Dispose() => service.End(warehouseId);
    }
}
