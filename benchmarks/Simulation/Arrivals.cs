namespace CdcToSnowflake.Simulation;

/// <summary>Random draws, all of one seed: the same run each time.</summary>
internal sealed class Arrivals(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Shares of <paramref name="count"/> things by Zipf's law: the n-th has 1/n^<paramref name="skew"/> of the first's, all together 1.</summary>
    public static double[] Shares(int count, double skew)
    {
        var weights = Enumerable.Range(1, count).Select(rank => Math.Pow(rank, -skew)).ToArray();
        var total = weights.Sum();
        return [.. weights.Select(weight => weight / total)];
    }

    /// <summary>How many of what comes <paramref name="mean"/> times on average came (Poisson).</summary>
    public long Count(double mean)
    {
        if (mean > 100)
        {
            // The normal distribution is near enough there.
            return Math.Max(0, (long)Math.Round(mean + (Math.Sqrt(mean) * Normal())));
        }

        var (count, product, limit) = (0L, _random.NextDouble(), Math.Exp(-mean));
        while (product > limit)
        {
            count++;
            product *= _random.NextDouble();
        }

        return count;
    }

    /// <summary>The wait for what comes <paramref name="rate"/> times a second on average.</summary>
    public double Wait(double rate) => -Math.Log(1 - _random.NextDouble()) / rate;

    public double Between(double from, double to) => from + ((to - from) * _random.NextDouble());

    public int Pick(double[] shares)
    {
        var at = _random.NextDouble();
        for (var i = 0; i < shares.Length; i++)
        {
            at -= shares[i];
            if (at < 0)
            {
                return i;
            }
        }

        return shares.Length - 1;
    }

    /// <summary>The longest of <paramref name="count"/> waits that are log-normal with this median and 95th percentile, in one draw: the longest is below x when all are.</summary>
    public double LongestWait(long count, double median, double p95)
    {
        var quantile = Math.Pow(1 - _random.NextDouble(), 1.0 / count);
        return median * Math.Exp(Math.Log(p95 / median) / Quantile(0.95) * Quantile(Math.Min(quantile, 1 - 1e-12)));
    }

    private double Normal() => Quantile(Math.Clamp(_random.NextDouble(), 1e-12, 1 - 1e-12));

    /// <summary>The standard normal distribution's quantile, by bisection of its tail (Abramowitz and Stegun, 26.2.17): slow, but short, and near enough for waits.</summary>
    private static double Quantile(double probability)
    {
        var (low, high) = (-8.0, 8.0);
        while (high - low > 1e-6)
        {
            var middle = (low + high) / 2;
            (low, high) = Below(middle) < probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double Below(double x)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        var tail = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return x < 0 ? tail : 1 - tail;
    }
}
