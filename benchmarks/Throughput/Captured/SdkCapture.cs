using System.IO.Compression;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Throughput.Captured;

/// <summary>Our capture, whole: files read, decoded, cut, written and committed by manifests, with its default limits.</summary>
internal sealed class SdkCapture(string[] files, FileFormat format, CompressionLevel level)
{
    public async Task<CapturePass> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cdc-throughput-");
        try
        {
            var capture = new BrandCapture("BENCH", new BinlogFileReader(files), new FolderObjectStore(folder.FullName), new CaptureOptions { Format = format, GzipLevel = level });
            await capture.RunAsync().ConfigureAwait(false);
            var written = folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Extension != ".json").Sum(file => file.Length);
            return new CapturePass(files.Sum(file => new FileInfo(file).Length), capture.Progress.CommittedRows, written);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
