using System.Diagnostics.Metrics;
using CdcToSnowflake.Capture;

namespace CdcToSnowflake.Hosting.Telemetry;

/// <summary>How far the reading of tables is, by brand. What is unknown isn't measured.</summary>
internal static class SnapshotGauges
{
    public static void Add(Meter meter, CdcStatus status)
    {
        Add(CdcTelemetry.SnapshotTables, snapshot => snapshot.TablesLeft, "{table}", "Tables that are to be read as they are, those included that are being read.");
        Add(CdcTelemetry.SnapshotRows, snapshot => snapshot.RowsLeft, "{row}", "About how many rows are left of the tables that are to be read.");
        Add(CdcTelemetry.SnapshotTime, snapshot => snapshot.TimeLeft?.TotalSeconds, "s", "About how long the tables that are to be read will take.");

        void Add(string name, Func<SnapshotProgress, double?> value, string unit, string description) =>
            meter.CreateObservableGauge(name, () => Measured(status, value), unit, description);
    }

    private static IEnumerable<Measurement<double>> Measured(CdcStatus status, Func<SnapshotProgress, double?> value)
    {
        foreach (var brand in status.Brands)
        {
            if (brand.Snapshot is { } snapshot && value(snapshot) is { } measured)
            {
                yield return new Measurement<double>(measured, new KeyValuePair<string, object?>(CdcTelemetry.BrandTag, brand.Brand));
            }
        }
    }
}
