using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Throughput.Captured;

namespace CdcToSnowflake.Throughput.Scaling;

/// <summary>Captures of as many brands at once, each from the same file into a folder of its own, with the default limits.</summary>
internal sealed class ManyCaptures(string file, int brands)
{
    /// <summary>Files that the last run wrote.</summary>
    public long Files { get; private set; }

    public async Task<CapturePass> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cdc-scaling-");
        try
        {
            var captures = Enumerable.Range(0, brands)
                .Select(brand => new BrandCapture($"BENCH_{brand}", new BinlogFileReader([file]), new FolderObjectStore(Path.Combine(folder.FullName, $"{brand}")), new CaptureOptions()))
                .ToList();
            await Task.WhenAll(captures.Select(capture => Task.Run(() => capture.RunAsync()))).ConfigureAwait(false);
            var written = folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(written => written.Extension != ".json").ToList();
            Files = written.Count;
            return new CapturePass(new FileInfo(file).Length * brands, captures.Sum(capture => capture.Progress.CommittedRows), written.Sum(written => written.Length));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
