using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace CdcToSnowflake.Files.Text;

/// <summary>
/// Compresses with gzip on several processors: blocks of the text by themselves, each ended at a byte's boundary (a "sync flush"), put one after another. Together they are one
/// deflate stream in one gzip member (RFC 1952), which any reader reads.
/// </summary>
internal sealed class GzipBlocks(Stream output, CompressionLevel level) : IDisposable
{
    // What a block can't refer back to, the 32 KiB before it, costs about one part in a hundred of its size.
    private const int BlockBytes = 512 << 10;
    private const int MostAtOnce = 4;

    private static readonly int AtOnce = Math.Min(Environment.ProcessorCount, MostAtOnce);

    private readonly Queue<Task<ArraySegment<byte>>> _blocks = new();
    private readonly Crc32 _crc = new();
    private byte[] _block = [];
    private int _used;
    private uint _length;
    private bool _hasHeader;

    public void Write(ReadOnlySpan<byte> text)
    {
        _crc.Append(text);
        _length += (uint)text.Length; // modulo 2^32, as the trailer has it
        while (!text.IsEmpty)
        {
            if (_block.Length == 0)
            {
                _block = ArrayPool<byte>.Shared.Rent(BlockBytes);
            }

            var part = text[..Math.Min(text.Length, BlockBytes - _used)];
            part.CopyTo(_block.AsSpan(_used));
            _used += part.Length;
            text = text[part.Length..];
            if (_used == BlockBytes)
            {
                BeginBlock();
            }
        }
    }

    /// <summary>Writes all text so far, and keeps no memory: a cut may have thousands of files under way.</summary>
    public void Flush()
    {
        BeginBlock();
        while (_blocks.Count > 0)
        {
            WriteBlock();
        }
    }

    /// <summary>Ends the member.</summary>
    public void Finish()
    {
        Flush();
        WriteHeader();
        Span<byte> end = stackalloc byte[10];
        (end[0], end[1]) = (0x03, 0x00); // an empty last block
        BinaryPrimitives.WriteUInt32LittleEndian(end[2..], _crc.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(end[6..], _length);
        output.Write(end);
    }

    /// <summary>Waits for blocks that nobody wants any more.</summary>
    public void Dispose() => Task.WhenAll(_blocks).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).GetAwaiter().GetResult();

    private void BeginBlock()
    {
        if (_used == 0)
        {
            return;
        }

        if (_blocks.Count == AtOnce)
        {
            WriteBlock();
        }

        var (block, used) = (_block, _used);
        (_block, _used) = ([], 0);
        _blocks.Enqueue(Task.Run(() => Compress(block, used)));
    }

    private ArraySegment<byte> Compress(byte[] block, int used)
    {
        // The quickest level makes what it can't compress an eighth larger.
        var compressed = ArrayPool<byte>.Shared.Rent(used + (used / 4) + 1024);
        using var stream = new MemoryStream(compressed);
        using var deflate = new DeflateStream(stream, level, leaveOpen: true);
        deflate.Write(block, 0, used);
        deflate.Flush(); // what Dispose adds, a last block, only the file's end may have
        ArrayPool<byte>.Shared.Return(block);
        return new ArraySegment<byte>(compressed, 0, (int)stream.Position);
    }

    private void WriteBlock()
    {
        var block = _blocks.Dequeue().GetAwaiter().GetResult();
        WriteHeader();
        output.Write(block);
        ArrayPool<byte>.Shared.Return(block.Array!);
    }

    private void WriteHeader()
    {
        if (!_hasHeader)
        {
            _hasHeader = true;
            output.Write([0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF]); // deflate, no name, no time, unknown system
        }
    }
}
