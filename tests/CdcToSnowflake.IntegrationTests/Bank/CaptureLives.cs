namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>One service after another, each broken off at a random moment, until one is let live.</summary>
internal sealed class CaptureLives(IReadOnlyDictionary<string, string> settings, Func<int> cuts, FaultCount faults, int seed) : IAsyncDisposable
{
    public const string Killed = "capture killed", Cancelled = "capture cancelled";

    // Every fourth is in this process; the others are real ones.
    private const int ProcessesPerHost = 3;

    // A life is counted in cuts, not in seconds: on a slow machine, too, each gets somewhere. One that gets nowhere ends as well: a start may be killed.
    private const int MostCuts = 16;
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(seed);
    private readonly CancellationTokenSource _calm = new();
    private ICaptureLife? _life;
    private Task _living = Task.CompletedTask;
    private int _lives;

    /// <summary>The present one's messages.</summary>
    public string Messages => _life?.Messages ?? "";

    /// <summary>Begins.</summary>
    public void Start() => _living = RunAsync();

    /// <summary>Lets the present one live on, or the next.</summary>
    public async Task CalmAsync()
    {
        await _calm.CancelAsync();
        await _living;
    }

    /// <summary>Fails if the present one gave up: nothing that happens here is anything that a service should need people for.</summary>
    public void Check()
    {
        Assert.False(_living.IsFaulted, _living.Exception?.ToString());
        Assert.False(_life?.HasGivenUp ?? false, _life?.Messages);
    }

    public async ValueTask DisposeAsync()
    {
        await _calm.CancelAsync();
        await _living.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_life is not null)
        {
            await _life.BreakOffAsync();
            await _life.DisposeAsync();
        }

        _calm.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            var isProcess = ++_lives % (ProcessesPerHost + 1) != 0 || _calm.IsCancellationRequested;
            var life = isProcess ? new ProcessLife(settings) : await HostLife.StartAsync(settings) as ICaptureLife;
            _life = life;
            await LiveAsync(cuts() + _random.Next(1, MostCuts));
            if (_calm.IsCancellationRequested)
            {
                return;
            }

            Check();
            await life.BreakOffAsync();
            _life = null;
            await life.DisposeAsync();
            faults.Add(isProcess ? Killed : Cancelled);
        }
    }

    private async Task LiveAsync(int untilCuts)
    {
        var longest = Task.Delay(LongestLife, _calm.Token);
        while (cuts() < untilCuts && !longest.IsCompleted)
        {
            await Task.Delay(_random.Next(1, 100), _calm.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
