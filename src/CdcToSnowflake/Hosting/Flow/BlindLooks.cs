namespace CdcToSnowflake.Hosting.Flow;

/// <summary>Tells the service's parts whether the looks at brands' flow see anything: one trouble for all brands, which mostly have one cause.</summary>
internal static class BlindLooks
{
    private const string Part = "looks at the flow";
    private const int MostNames = 10;

    /// <summary>Notes how the looks are. While they go on nothing is noted, until each brand was seen.</summary>
    public static void Note(CdcStatus status, TimeSpan interval, DateTimeOffset now)
    {
        var looks = status.Brands.Select(brand => (brand.Brand, status.Monitor(brand.Brand).Looks)).Where(brand => brand.Looks is not null).ToList();
        var blind = looks.FindAll(brand => brand.Looks!.IsBlind(now, interval));
        if (blind.Count > 0)
        {
            var names = string.Join(", ", blind.Take(MostNames).Select(brand => brand.Brand)) + (blind.Count > MostNames ? ", …" : "");
            var error = blind.Select(brand => brand.Looks!.Error).FirstOrDefault(error => error is not null);
            status.Parts.Fails(Part, new InvalidOperationException($"Nothing is known of the way to CI of {names}. {error?.Message}".TrimEnd(), error));
        }
        else if (looks.Count > 0 && looks.TrueForAll(brand => brand.Looks!.HasSeen))
        {
            status.Parts.Works(Part);
        }
    }
}
