using System.Globalization;
using System.Runtime.InteropServices;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Throughput.Captured;
using CdcToSnowflake.Throughput.Legacy;
using MySqlConnector;

namespace CdcToSnowflake.Throughput.Scaling;

/// <summary>How the whole capture's cost for a row changes as one thing grows, on binlogs that a real MySQL writes for each point.</summary>
internal static class ScaleCommand
{
    public static async Task RunAsync(string folder, Arguments arguments)
    {
        var only = arguments.Text("--curve");
        var repeat = arguments.Count("--repeat", 3);
        arguments.ThrowIfLeftOver();
        var curves = Curve.All.Where(curve => only is null || curve.Name == only).ToList();
        if (curves.Count == 0)
        {
            throw new UsageException($"--curve is one of {string.Join(", ", Curve.All.Select(curve => curve.Name))}, not '{only}'.");
        }

        Directory.CreateDirectory(folder);
        var server = await MySqlServer.StartAsync(new DatabaseServerOptions { Arguments = ["--max-binlog-size=1G", "--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0"] }).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            foreach (var curve in curves)
            {
                var points = new List<CurvePoint>();
                (double Cpu, double Bytes)? first = null;
                foreach (var workload in curve.Workloads)
                {
                    var captures = new ManyCaptures(await WriteAsync(server, workload).ConfigureAwait(false), workload.Brands);
                    var (cpu, bytes) = await MeasureAsync(captures, repeat, (long)workload.Rows * workload.Brands).ConfigureAwait(false);
                    first ??= (cpu, bytes);
                    points.Add(new CurvePoint(workload.Value, cpu / first.Value.Cpu, bytes / first.Value.Bytes, captures.Files));
                }

                await File.WriteAllTextAsync(Path.Combine(folder, $"{curve.Name}.csv"), CurveFile.Text(curve, Machine(repeat), points)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>For each row: the least processor time of the passes after two that warm up, and the bytes.</summary>
    private static async Task<(double Cpu, double Bytes)> MeasureAsync(ManyCaptures captures, int repeat, long rows)
    {
        await captures.RunAsync().ConfigureAwait(false);
        await captures.RunAsync().ConfigureAwait(false);
        var passes = new List<CapturePass>();
        for (var i = 0; i < repeat; i++)
        {
            GC.Collect();
            passes.Add(await CapturePass.MeasureAsync(captures.RunAsync).ConfigureAwait(false));
        }

        return passes.TrueForAll(pass => pass.Rows == rows)
            ? (passes.Min(pass => pass.CpuSeconds) / rows, passes[0].Written / (double)rows)
            : throw new InvalidOperationException($"{passes[0].Rows} rows were captured of {rows}.");
    }

    /// <summary>A binlog file of the workload's rows alone.</summary>
    private static async Task<string> WriteAsync(MySqlServer server, Workload workload)
    {
        await server.ExecuteAsync("DROP DATABASE IF EXISTS shop; CREATE DATABASE shop").ConfigureAwait(false);
        await server.ExecuteAsync(EmbeddedText.Read("numbers"), "shop").ConfigureAwait(false);
        await server.ExecuteAsync(EmbeddedText.Read("scaling.make"), "shop").ConfigureAwait(false);
        await server.ExecuteAsync(EmbeddedText.Read("scaling.fill"), "shop").ConfigureAwait(false);
        var connection = await server.OpenAsync("shop").ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await CallAsync(connection, "make", workload.Tables, workload.Columns).ConfigureAwait(false);
            await server.ExecuteAsync("FLUSH BINARY LOGS").ConfigureAwait(false);
            await CallAsync(connection, "fill", workload.Tables, workload.Columns, workload.Rows, workload.RowsEach).ConfigureAwait(false);
        }

        var file = server.BinlogFiles[^1];
        await server.ExecuteAsync("FLUSH BINARY LOGS").ConfigureAwait(false);
        return file;
    }

    private static async Task CallAsync(MySqlConnection connection, string procedure, params int[] arguments)
    {
        var command = new MySqlCommand($"CALL {procedure}({string.Join(", ", arguments.Select(argument => argument.ToString(CultureInfo.InvariantCulture)))})", connection) { CommandTimeout = 600 };
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }

    private static string Machine(int repeat) => string.Create(
        CultureInfo.InvariantCulture, $"Least processor time of {repeat} passes, Parquet, {Processor()}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}.");

    private static string Processor() => File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
        : RuntimeInformation.ProcessArchitecture.ToString();
}
