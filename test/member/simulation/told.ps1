# Runs that need not be done, since one from the very same world was done before, and what came of it is known. Nothing is
# guessed: worlds are the same by all that they consist of (world-text.cs), the clock included. The text of logs alone
# may differ, for a run that read none: what it adds to them is the same. Each function of the simulation that lets a script
# see what is in a file calls SimSeeContent.

function SimSeeContent { param($Node) if ($Node.path.EndsWith('.log', 'OrdinalIgnoreCase')) { $global:Sim['sawLog'] = $true } }

# What is known of runs, the latest used last; and of worlds as they are now, by their ids.
function SimNewTold { @{ runs = [System.Collections.Specialized.OrderedDictionary]::new([System.StringComparer]::Ordinal); scripts = [System.Collections.Generic.Dictionary[string, int]]::new(); most = 200 } }

# By what a run is known: its world, where it runs, and what. $null for one that has to be done in any case.
function SimToldKey {
    param($Told, $World, $Request)
    if ($Request['afresh'] -or $Request['cuts'] -or $null -ne $Request['fault']) { return $null }
    $script = 0
    if (-not $Told.scripts.TryGetValue($Request.script, [ref]$script)) { $script = $Told.scripts.Count + 1; $Told.scripts[$Request.script] = $script }
    (@([Simulation.WorldText]::Hash($World), $Request.member, $script) + @($Request['args'])) -join "`n"
}

# Keeps what has come of a run. $Before: SimLogs of the world in which it began.
function SimKeepTold {
    param($Told, [string]$Key, $Before, $World, $Machine, $Result, $State)
    if ($global:Sim['sawLog']) { return }
    if ($Told.runs.Count -ge $Told.most) { $Told.runs.RemoveAt(0) }
    $Told.runs[$Key] = @{ before = $Before; world = [Simulation.Worlds]::Clone($World); machine = $Machine.name; logs = @($global:Sim.logs); result = $Result; state = $State }
}

# The end of a run that is known: @{ world; result; state }; $null if it is not known.
function SimTell {
    param($Told, [string]$Key, $World)
    $known = $Told.runs[$Key]
    if ($null -eq $known) { return $null }
    $Told.runs.Remove($Key)
    $Told.runs[$Key] = $known
    $end = [Simulation.Worlds]::Clone($known.world)
    $logs = SimLogs $World
    foreach ($place in $logs.Keys) {
        $machine, $path = $place -split '\|', 2
        $store = if ($machine -eq '') { $end.shareFiles } else { $end.machines[$machine].files }
        $node = $store[$path]
        if ($null -eq $node -or [object]::ReferenceEquals($logs[$place], $known.before[$place])) { continue }
        # What was there stays, and what was added is added. A node is never changed, but replaced.
        $was = [System.Text.Encoding]::Latin1.GetString($known.before[$place])
        $is = [System.Text.Encoding]::Latin1.GetString($node.data)
        if (-not $is.StartsWith($was, 'Ordinal')) { return $null }
        $text = [System.Text.Encoding]::Latin1.GetString($logs[$place]) + $is.Substring($was.Length)
        $store[$path] = @{ path = $node.path; dir = $false; data = [System.Text.Encoding]::Latin1.GetBytes($text); time = $node.time }
    }
    $result = [ordered]@{}
    foreach ($name in $known.result.Keys) { if ($name -ne 'statements') { $result[$name] = $known.result[$name] } }
    $result['log'] = SimLogText $end.machines[$known.machine] $known.logs
    $result['told'] = $true
    @{ world = $end; result = $result; state = $known.state }
}

# Contents of all logs, by machine and path.
function SimLogs {
    param($World)
    $logs = @{}
    foreach ($machine in $World.machines.Values) { foreach ($file in [Simulation.WorldText]::Logs($machine.files).GetEnumerator()) { $logs["$($machine.name)|$($file.Key)"] = $file.Value } }
    foreach ($file in [Simulation.WorldText]::Logs($World.shareFiles).GetEnumerator()) { $logs["|$($file.Key)"] = $file.Value }
    $logs
}

# Whether two worlds are the very same, also what is in their logs.
function SimIsSame {
    param($One, $Other)
    if ([Simulation.WorldText]::Hash($One) -cne [Simulation.WorldText]::Hash($Other)) { return $false }
    $logs = SimLogs $Other
    foreach ($log in (SimLogs $One).GetEnumerator()) { if ([System.Text.Encoding]::Latin1.GetString($log.Value) -cne [System.Text.Encoding]::Latin1.GetString($logs[$log.Key])) { return $false } }
    $true
}

function SimLogText { param($Machine, $Paths) @(foreach ($path in $Paths) { if ($Machine.files.ContainsKey($path)) { SimDecode $Machine.files[$path].data 'utf8' } }) -join "`n" }
