using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Brands;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CdcToSnowflake.Hosting.Health;

/// <summary>A brand: healthy while it runs or waits, degraded while it is tried again, leaves out tables without a key, commits nothing for longer than two heartbeats, or waits where nobody may be at it (the store doesn't show whether another process works, or that one doesn't have the brand), unhealthy when it has stopped.</summary>
internal sealed class BrandHealthCheck(CdcStatus status, string brand) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = status.Monitor(brand).Status;
        var health = now.State switch
        {
            BrandState.Retrying => HealthStatus.Degraded,
            BrandState.Standby when now.Error is not null => HealthStatus.Degraded,
            BrandState.Running when now.LeftOutTables.Count > 0 || now.IsSilent => HealthStatus.Degraded,
            BrandState.Stopped => context.Registration.FailureStatus,
            _ => HealthStatus.Healthy,
        };
        var data = new Dictionary<string, object>
        {
            ["state"] = now.State.ToString().ToLowerInvariant(),
            ["since"] = now.Since,
            ["lastCut"] = now.LastCut,
        };
        if (now.Lag is { } lag)
        {
            data["lagSeconds"] = lag.TotalSeconds;
        }

        if (now.CutAge is { } age)
        {
            data["cutAgeSeconds"] = age.TotalSeconds;
        }

        if (now.LastHeardAt is { } heard)
        {
            data["lastHeardAt"] = heard;
        }

        if (now.Snapshot is { } snapshot)
        {
            data["snapshotTablesLeft"] = snapshot.TablesLeft;
            if (snapshot.RowsLeft is { } rows)
            {
                data["snapshotRowsLeft"] = rows;
            }

            if (snapshot.TimeLeft is { } time)
            {
                data["snapshotSecondsLeft"] = time.TotalSeconds;
            }
        }

        var said = $"Brand {brand}: {now.State.ToString().ToLowerInvariant()}.";
        if (now.LeftOutTables.Count > 0)
        {
            data["leftOutTables"] = string.Join(", ", now.LeftOutTables);
            said += $" Left out, since they have no key: {data["leftOutTables"]}.";
        }

        if (now.IsSilent)
        {
            said += $" {WorkFindings.Silent(now)}";
        }

        return Task.FromResult(new HealthCheckResult(health, now.Error?.Message ?? said, now.Error, data));
    }
}
