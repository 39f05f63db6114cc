using System.IO.Compression;
using System.Text;
using ZstdSharp;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A text file as characters: decompressed by COMPRESSION, its byte order mark left out.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UTF8Encoding Replacing = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>Whether a COMPRESSION can be read. BZ2 can't.</summary>
    public static bool Reads(string compression) => compression is "AUTO" or "NONE" or "GZIP" or "ZSTD" or "DEFLATE" or "RAW_DEFLATE" or "BROTLI";

    /// <summary>Bytes that the load of a file is billed by: of text those that its compression hides, of Parquet those of the file ("Snowpipe costs").</summary>
    public static long BilledBytes(LocalFile file, FileFormat format)
    {
        if (format.Kind == FileKind.Parquet)
        {
            return new FileInfo(file.Location).Length;
        }

        using var content = Content(file.Location, format);
        var (length, buffer) = (0L, new byte[1 << 16]);
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            length += read;
        }

        return length;
    }

    /// <exception cref="InvalidDataException">While it is read: the file is not what its compression says.</exception>
    /// <exception cref="DecoderFallbackException">While it is read: the bytes are not UTF-8.</exception>
    public static StreamReader Open(string path, FileFormat format) =>
        new(Content(path, format), format.ReplacesInvalidCharacters ? Replacing : Strict, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);

    private static Stream Content(string path, FileFormat format)
    {
        var file = File.OpenRead(path);
        var compression = format.Compression == "AUTO" ? Detected(file) : format.Compression;
        return compression switch
        {
            "GZIP" => new GZipStream(file, CompressionMode.Decompress),
            "ZSTD" => new DecompressionStream(file, leaveOpen: false),
            "DEFLATE" => new ZLibStream(file, CompressionMode.Decompress),
            "RAW_DEFLATE" => new DeflateStream(file, CompressionMode.Decompress),
            "BROTLI" => new BrotliStream(file, CompressionMode.Decompress),
            _ => file,
        };
    }

    private static string Detected(FileStream file)
    {
        Span<byte> magic = stackalloc byte[4];
        var length = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return magic[..length] switch
        {
            [0x1F, 0x8B, ..] => "GZIP",
            [0x28, 0xB5, 0x2F, 0xFD] => "ZSTD",
            _ => "NONE",
        };
    }
}
