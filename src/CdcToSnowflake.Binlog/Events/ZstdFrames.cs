using System.Runtime.InteropServices;
using ZstdSharp.Unsafe;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>Decompresses zstd as a stream with one reused context; .NET's streams would make one per transaction.</summary>
internal sealed unsafe class ZstdFrames : IDisposable
{
    private ZSTD_DCtx_s* _context;
    private ReadOnlyMemory<byte> _input;
    private bool _isFrameOpen;

    public void Start(ReadOnlyMemory<byte> input)
    {
        if (_context == null)
        {
            _context = Methods.ZSTD_createDCtx();
        }

        Methods.ZSTD_DCtx_reset(_context, ZSTD_ResetDirective.ZSTD_reset_session_only);
        _input = input;
        _isFrameOpen = false;
    }

    /// <summary>Fills as much of the output as there is.</summary>
    /// <returns>The bytes written; 0 at the end.</returns>
    public int Read(Span<byte> output)
    {
        var source = _input.Span;
        fixed (byte* from = &MemoryMarshal.GetReference(source))
        fixed (byte* to = &MemoryMarshal.GetReference(output))
        {
            var input = new ZSTD_inBuffer_s { src = from, size = (nuint)source.Length };
            var target = new ZSTD_outBuffer_s { dst = to, size = (nuint)output.Length };
            while (target.pos < target.size && (input.pos < input.size || _isFrameOpen))
            {
                var (before, consumed) = (target.pos, input.pos);
                var left = Methods.ZSTD_decompressStream(_context, &target, &input);
                if (Methods.ZSTD_isError(left))
                {
                    throw EventPlace.Corrupt($"A compressed transaction can't be decompressed: {Methods.ZSTD_getErrorName(left)}.");
                }

                _isFrameOpen = left != 0;
                if (target.pos == before && input.pos == consumed)
                {
                    throw EventPlace.Corrupt("A compressed transaction is cut off.");
                }
            }

            _input = _input[(int)input.pos..];
            return (int)target.pos;
        }
    }

    public void Dispose()
    {
        if (_context != null)
        {
            Methods.ZSTD_freeDCtx(_context);
            _context = null;
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The context is unmanaged memory.</summary>
    ~ZstdFrames() => Dispose();
}
