namespace CdcToSnowflake.Warehouse.Cortex.Protocol;

/// <summary>An answer's bytes, up to a limit: a line that never ends would else be held until memory does.</summary>
internal sealed class BoundedStream(Stream inner, long mostBytes) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Counted(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Counted(int read) =>
        (_read += read) <= mostBytes ? read : throw new CortexException($"The answer is longer than {mostBytes} bytes. Raise {nameof(CortexAgentOptions)}.{nameof(CortexAgentOptions.MaxAnswerBytes)} if it may be.", null, null, 200, null);
}
