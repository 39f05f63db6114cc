using DuckDB.NET.Data;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>Ends a text that runs when a token is cancelled. DuckDB forgets an interrupt when it begins to prepare and again when it begins to run, so it is sent until the call has returned.</summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly DuckDBCommand _command;
    private readonly CancellationTokenRegistration _registration;
    private readonly Lock _lock = new();
    private Timer? _again;
    private bool _isOver;

    public Interruption(DuckDBCommand command, CancellationToken cancellationToken)
    {
        _command = command;
        _registration = cancellationToken.UnsafeRegister(static self => ((Interruption)self!).Begin(), this);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _again?.Dispose();
        }

        _registration.Dispose();
    }

    private void Begin()
    {
        lock (_lock)
        {
            _again = _isOver ? null : new Timer(static self => ((Interruption)self!).Send(), this, TimeSpan.Zero, Pause);
        }
    }

    // Under the lock: one that is sent late would strike the connection's next text.
    private void Send()
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                _command.Cancel();
            }
        }
    }
}
