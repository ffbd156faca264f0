# Files and folders in memory. A node never changes once it is stored (a change stores another), so that copies of a
# world may share them: @{ path; dir; data; time }.

function SimStore {
    param([string]$Path)
    if ($Path[0] -eq '\') { return , $global:Sim.world.shareFiles }
    , $global:Sim.machine.files
}

function SimNode {
    param([string]$Path)
    if ($Path -ne '' -and $Path[0] -ne '\') { return $global:Sim.machine.files[$Path] }
    if ($Path.StartsWith('\\')) {
        if (-not (SimShareReachable $Path)) { return $null }
        return $global:Sim.world.shareFiles[$Path]
    }
    $global:Sim.machine.files[$Path]
}

# A share is read by the computer's account: it takes a domain, a network and a right.
function SimShareReachable {
    param([string]$Path)
    if (-not $global:Sim.machine.domain.joined -or $global:Sim.machine.domain.restartNeeded -or (SimNetworkDown)) { return $false }
    foreach ($root in $global:Sim.world.shares.Keys) {
        if ($Path.Equals($root, 'OrdinalIgnoreCase') -or $Path.StartsWith("$root\", 'OrdinalIgnoreCase')) { return $global:Sim.world.shares[$root] -ne 'denied' }
    }
    $false
}

function SimPutFolder {
    param([string]$Path)
    $store = SimStore $Path
    if ($store.ContainsKey($Path)) { return }
    $missing = [System.Collections.Generic.List[string]]::new()
    $current = $Path
    while ($current -ne '' -and -not $store.ContainsKey($current)) { $missing.Add($current); $current = SimParent $current }
    for ($index = $missing.Count - 1; $index -ge 0; $index--) {
        $store[$missing[$index]] = @{ path = $missing[$index]; dir = $true; data = $null; time = $global:Sim.world.clock }
    }
}

function SimPutFile {
    param([string]$Path, [byte[]]$Data)
    $store = SimStore $Path
    $name = if ($store.ContainsKey($Path)) { $store[$Path].path } else { $Path }
    $store[$Path] = @{ path = $name; dir = $false; data = $Data; time = $global:Sim.world.clock }
}

# For what the simulation itself lays down.
function SimPutText {
    param([string]$Path, [string]$Text)
    SimPutFolder $Path.Substring(0, $Path.LastIndexOf('\'))
    SimPutFile $Path ([System.Text.Encoding]::UTF8.GetBytes($Text))
}

function SimText {
    param([string]$Path)
    $node = SimNode $Path
    if ($null -eq $node -or $node.dir) { return $null }
    SimSeeContent $node
    SimDecode $node.data 'utf8'
}

function SimDrop {
    param([string]$Path)
    $store = SimStore $Path
    foreach ($node in @(SimTree $Path)) { $store.Remove($node.path) }
    $store.Remove($Path)
}

# All below a folder, in the order of their names.
function SimTree {
    param([string]$Path)
    $prefix = $Path.TrimEnd('\') + '\'
    $store = SimStore $Path
    $keys = [System.Collections.Generic.List[string]]::new()
    foreach ($key in $store.Keys) {
        if ($key.Length -gt $prefix.Length -and $key.StartsWith($prefix, 'OrdinalIgnoreCase')) { $keys.Add($key) }
    }
    $keys.Sort([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($key in $keys) { $store[$key] }
}

function SimChildren {
    param([string]$Path)
    $depth = $Path.TrimEnd('\').Length + 1
    foreach ($node in @(SimTree $Path)) { if ($node.path.IndexOf('\', $depth) -lt 0) { $node } }
}

function SimFileItem {
    param($Node)
    $properties = [ordered]@{
        PSPath = "Microsoft.PowerShell.Core\FileSystem::$($Node.path)"
        Name = SimLeaf $Node.path
        FullName = $Node.path
        PSIsContainer = $Node.dir
        Exists = $true
        Extension = [System.IO.Path]::GetExtension($Node.path)
        LastWriteTime = [datetime]::new($Node.time, 'Utc')
        LastWriteTimeUtc = [datetime]::new($Node.time, 'Utc')
    }
    if ($Node.dir) { return SimNewObject 'System.IO.DirectoryInfo' $properties }
    $isLog = SimIsLog $Node.path
    if (-not $isLog) { $properties['Length'] = [long]$Node.data.Length }
    $properties['DirectoryName'] = SimParent $Node.path
    $properties['BaseName'] = [System.IO.Path]::GetFileNameWithoutExtension($properties.Name)
    $artifact = if ($isLog) { $null } else { SimArtifact $Node }
    $version = if ($null -eq $artifact) { $null } else { $artifact['version'] }
    $properties['VersionInfo'] = [pscustomobject]@{ ProductVersion = $version; FileVersion = $version; FileName = $Node.path }
    $object = SimNewObject 'System.IO.FileInfo' $properties
    # A list of logs does not tell what is in them.
    if ($isLog) { SimProperty $object 'Length' { $node = SimNode $this.FullName; SimSeeContent $node; [long]$node.data.Length } }
    # A FileInfo in a string is its path.
    SimMethod $object 'ToString' { $this.FullName }
    $object
}

# Whether a file may be written here; raises the error otherwise.
function SimWritable {
    param($Cmdlet, [string]$Path)
    $node = $global:Sim.machine.files[$Path]
    if ($null -ne $node -and -not $node.dir -and -not $global:Sim.machine.lockedFiles.ContainsKey($Path)) { return $true }
    $drive = SimMissingDrive $Path
    if ($null -ne $drive) { SimErrorNotFound $Cmdlet $Path; return $false }
    if ($Path.StartsWith('\\')) {
        SimError $Cmdlet ([System.UnauthorizedAccessException]::new("Access to the path '$Path' is denied.")) 'GetContentWriterUnauthorizedAccessError' 'PermissionDenied' $Path
        return $false
    }
    $parent = SimNode (SimParent $Path)
    if ($null -eq $parent -or -not $parent.dir) {
        SimError $Cmdlet ([System.IO.DirectoryNotFoundException]::new("Could not find a part of the path '$Path'.")) 'GetContentWriterDirectoryNotFoundError' 'ObjectNotFound' $Path
        return $false
    }
    $node = SimNode $Path
    if ($null -ne $node -and $node.dir) {
        SimError $Cmdlet ([System.UnauthorizedAccessException]::new("Access to the path '$Path' is denied.")) 'GetContentWriterUnauthorizedAccessError' 'PermissionDenied' $Path
        return $false
    }
    if (SimLocked $Path) {
        SimError $Cmdlet ([System.IO.IOException]::new("The process cannot access the file '$Path' because it is being used by another process.")) 'GetContentWriterIOError' 'WriteError' $Path
        return $false
    }
    $true
}

# Files that another program has open: the world says which, and how often that is in the way.
function SimLocked {
    param([string]$Path)
    SimUseUp $global:Sim.machine.lockedFiles $Path
}

# Log lines are no effects: they neither count nor can a fault hit them.
function SimIsLog { param([string]$Path) $Path.EndsWith('.log', 'OrdinalIgnoreCase') }

function SimCopyTree {
    param([string]$From, [string]$To, [int]$Most = [int]::MaxValue)
    SimPutFolder $To
    $done = 0
    foreach ($node in @(SimTree $From)) {
        if ($done -ge $Most) { return }
        $target = $To.TrimEnd('\') + $node.path.Substring($From.TrimEnd('\').Length)
        if ($node.dir) { SimPutFolder $target } else { SimSeeContent $node; SimPutFolder (SimParent $target); SimPutFile $target $node.data; $done++ }
    }
}

# The text without the marks that count executed statements, and with its settings: a script may write parts of itself to
# the disk.
function SimUnmarked {
    param([string]$Text)
    if (-not $Text.Contains('$global:Sim')) { return $Text }
    $plain = [regex]::Replace($Text, '\$global:Sim(Hit\[\d+\]=1|Process\.exiting=1);', '')
    $plain.Replace((SimSettingsCall), $global:SimProcess.settingsText)
}
