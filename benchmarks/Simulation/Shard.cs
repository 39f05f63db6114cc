namespace CdcToSnowflake.Simulation;

/// <summary>The brands that one process captures.</summary>
internal sealed record Shard(int Brands, double Cores)
{
    /// <summary>Spreads brands over as few processes as come out when the busiest are placed first, each where there is room.</summary>
    /// <param name="brands">The cores that each brand's capture is to have.</param>
    /// <param name="cores">The cores of a process. A brand that needs more has one of its own, and more cores.</param>
    public static IReadOnlyList<Shard> Of(IEnumerable<double> brands, double cores)
    {
        List<Shard> shards = [];
        foreach (var brand in brands.OrderDescending())
        {
            var at = shards.FindIndex(shard => shard.Cores + brand <= cores);
            if (at < 0)
            {
                shards.Add(new Shard(1, brand));
            }
            else
            {
                shards[at] = new Shard(shards[at].Brands + 1, shards[at].Cores + brand);
            }
        }

        return shards;
    }
}
