namespace CdcToSnowflake.Simulation;

/// <summary>How old changes are when they arrive, each weighing as many rows as it stands for.</summary>
internal sealed class Lags
{
    private readonly List<(double Seconds, double Weight)> _lags = [];
    private bool _isSorted;

    public void Add(double seconds, double weight)
    {
        _lags.Add((seconds, weight));
        _isSorted = false;
    }

    /// <summary>The lag that a share of all rows doesn't exceed.</summary>
    public double Percentile(double share)
    {
        if (!_isSorted)
        {
            _lags.Sort();
            _isSorted = true;
        }

        var left = share * _lags.Sum(lag => lag.Weight);
        foreach (var (seconds, weight) in _lags)
        {
            left -= weight;
            if (left <= 0)
            {
                return seconds;
            }
        }

        return _lags.Count == 0 ? 0 : _lags[^1].Seconds;
    }
}
