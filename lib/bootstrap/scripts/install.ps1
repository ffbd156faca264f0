# install: everything that the gateway needs, and the gateway. It never interrupts a gateway that is there, unless an
# upgrade was asked for.

function Assert-Machine {
    Start-Part 'looking at the machine'
    if (-not [Environment]::Is64BitProcess) { Stop-Step 'this is a 32-bit PowerShell' 'Run the step as a managed run command.' }
    if ([string] $ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
        Stop-Step 'PowerShell is in a constrained language mode' 'Allow the scripts of run commands in the AppLocker or WDAC policy of the members.'
    }
    $system = Get-CimInstance -ClassName Win32_OperatingSystem
    if ($system.ProductType -eq 2) {
        Stop-Step 'this machine is a domain controller, on which the gateway cannot be installed' 'Use machines of their own for members.'
    }
}

# Azure gives every machine a first password that is in Terraform's state. From here on nobody knows it any more.
function Set-AdministratorPassword {
    Start-Part 'replacing the first password of the local administrator'
    $name = $Step.Settings.administrator
    $user = Get-LocalUser -Name $name -ErrorAction SilentlyContinue
    if ($null -eq $user) {
        Add-Note "there is no local account $name, so there is no first password to replace"
        return
    }
    $registry = Get-Place 'Registry'
    if ($null -eq (Get-RegistryValue $registry 'FirstPasswordReplaced')) {
        Set-LocalUser -Name $name -Password (New-RandomPassword)
        $null = Set-RegistryValue $registry 'FirstPasswordReplaced' 1 'DWord'
        Add-Change "replaced the first password of $name by one that nobody keeps"
    }
    if ($Step.Settings.lapsPolicy.Count -gt 0) { Enable-Laps }
}

function New-RandomPassword {
    $bytes = [byte[]]::new(32)
    $random = [Security.Cryptography.RandomNumberGenerator]::Create()
    try { $random.GetBytes($bytes) } finally { $random.Dispose() }
    # The first four meet any rule about kinds of characters; the rest are 256 random bits.
    return (ConvertTo-Secret ('Aa1!' + [Convert]::ToBase64String($bytes)))
}

# In the local policy root, which any group policy outranks.
function Enable-Laps {
    if ($null -eq (Get-Command -Name 'Invoke-LapsPolicyProcessing' -ErrorAction SilentlyContinue)) {
        Stop-Step 'this Windows has no Windows LAPS' 'Use an image with the updates of April 2023 or later, or LocalAdministratorPassword.random().'
    }
    $policy = $Step.Settings.lapsPolicy
    $changed = $false
    foreach ($name in $policy.Keys) {
        if (Set-RegistryValue 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\LAPS\Config' $name $policy[$name] 'DWord') { $changed = $true }
    }
    if (-not $changed) { return }
    Add-Change 'turned Windows LAPS on'
    try { Invoke-LapsPolicyProcessing }
    catch { Add-Note ('Windows LAPS does not work yet, Windows tries again every hour: {0}' -f $_.Exception.Message) }
}

# The data disk, once: a disk that has never held anything. It is remembered before it is touched, so that what a run that
# was cut off has begun is gone on with, and nothing else is ever formatted.
function Initialize-DataDisk {
    $letter = [string] $Step.Settings.dataDiskLetter
    if ($letter -eq '') { return }
    Start-Part 'preparing the data disk'
    $registry = Get-Place 'Registry'
    $disk = Get-OwnDisk
    if ($null -eq $disk) {
        Wait-Until 'the data disk' 600 10 { $null -ne (Get-RawDisk) } 'The data disk of the member must be attached, and empty.'
        # Before anything is done to the disk.
        Assert-FreeLetter $letter
        $disk = Get-RawDisk
        Remove-RegistryValue $registry 'DataDiskReady'
        $null = Set-RegistryValue $registry 'DataDisk' ([string] $disk.UniqueId) 'String'
    }
    if ($disk.IsOffline) { Set-Disk -Number $disk.Number -IsOffline $false -ErrorAction Stop }
    if ($disk.IsReadOnly) { Set-Disk -Number $disk.Number -IsReadOnly $false -ErrorAction Stop }
    if ([string] $disk.PartitionStyle -eq 'RAW') { Initialize-Disk -Number $disk.Number -PartitionStyle GPT -ErrorAction Stop }
    if ($null -eq (Get-BasicPartition $disk.Number)) {
        $null = New-Partition -DiskNumber $disk.Number -UseMaximumSize -ErrorAction Stop
    }
    $partition = Get-BasicPartition $disk.Number
    # What was ready once is never formatted again, whatever it looks like: it may be locked.
    if ($null -eq (Get-RegistryValue $registry 'DataDiskReady')) { Format-DataDisk $partition }
    if ([string] $partition.DriveLetter -ne $letter) {
        Assert-FreeLetter $letter
        Set-Partition -DiskNumber $disk.Number -PartitionNumber $partition.PartitionNumber -NewDriveLetter $letter -ErrorAction Stop
        Add-Change "the data disk is $($letter):"
    }
    $null = Set-RegistryValue $registry 'DataDiskReady' 1 'DWord'
    Expand-DataDisk $disk.Number $partition.PartitionNumber
}

# A disk that has grown: the last MiB, which Windows keeps, are no reason.
function Expand-DataDisk {
    param([int] $DiskNumber, [int] $PartitionNumber)
    $place = @{ DiskNumber = $DiskNumber; PartitionNumber = $PartitionNumber }
    $most = [double] (Get-PartitionSupportedSize @place -ErrorAction Stop).SizeMax
    $now = [double] (Get-BasicPartition $DiskNumber).Size
    if ($most - $now -lt 1GB) { return }
    Resize-Partition @place -Size ([uint64] $most) -ErrorAction Stop
    Add-Change "extended the data disk to $([int] ($most / 1GB)) GiB"
}

function Assert-FreeLetter {
    param([string] $Letter)
    if ($null -eq (Get-PSDrive -Name $Letter -ErrorAction SilentlyContinue)) { return }
    Stop-Step "the drive letter $Letter is taken" 'Choose another one in dataDisk.letter.'
}

function Format-DataDisk {
    param($Partition)
    $volume = Get-Volume -Partition $Partition -ErrorAction SilentlyContinue
    if ($null -ne $volume -and [string] $volume.FileSystem -ne '') { return }
    $format = @{ FileSystem = 'NTFS'; NewFileSystemLabel = $Step.Settings.dataDiskLabel; AllocationUnitSize = 65536 }
    $null = Format-Volume -Partition $Partition @format -Confirm:$false -ErrorAction Stop
    Add-Change 'formatted the data disk'
}

# The disk that was chosen before.
function Get-OwnDisk {
    $id = Get-RegistryValue (Get-Place 'Registry') 'DataDisk'
    if ($null -eq $id) { return $null }
    return (@(Get-Disk) | Where-Object { $_.UniqueId -eq $id } | Select-Object -First 1)
}

# A disk that nobody has initialized. Local NVMe disks are raw too, and lose what is on them.
function Get-RawDisk {
    return (@(Get-Disk) | Where-Object {
            [string] $_.PartitionStyle -eq 'RAW' -and -not $_.IsBoot -and -not $_.IsSystem -and $_.FriendlyName -notmatch 'NVMe Direct Disk'
        } | Select-Object -First 1)
}

function Get-BasicPartition {
    param([int] $DiskNumber)
    return (Get-Partition -DiskNumber $DiskNumber -ErrorAction SilentlyContinue | Where-Object { $_.Type -eq 'Basic' } | Select-Object -First 1)
}

# .NET programs offer TLS 1.2 and what the system prefers only when told so.
function Enable-StrongCrypto {
    Start-Part 'turning on strong cryptography for .NET'
    foreach ($root in 'HKLM:\SOFTWARE\Microsoft\.NETFramework\v4.0.30319', 'HKLM:\SOFTWARE\Wow6432Node\Microsoft\.NETFramework\v4.0.30319') {
        foreach ($name in 'SchUseStrongCrypto', 'SystemDefaultTlsVersions') {
            if (Set-RegistryValue $root $name 1 'DWord') { Add-Change "$root\$name" }
        }
    }
}

# ---- Software --------------------------------------------------------------------------------------------------------

function Get-Component {
    param([string] $Name)
    return @($Step.Settings.software | Where-Object { $_.name -eq $Name })[0]
}

# A file of a component on this machine, verified. What does not verify is deleted before anything runs.
function Get-ComponentFile {
    param($Component)
    $folder = Get-Place 'Downloads'
    if (-not (Test-Path -LiteralPath $folder)) { $null = New-Item -Path $folder -ItemType Directory -Force }
    $path = Join-Path -Path $folder -ChildPath $Component.file
    $partial = "$path.partial"
    # Left by a run that was cut off later. A package without a hash is not known to be whole.
    $isKnown = [string] $Component.sha256 -ne '' -or $Component.file -notlike '*.zip'
    if ($isKnown -and (Test-Path -LiteralPath $path) -and (Get-Flaw $Component $path) -eq '') { return $path }
    foreach ($old in $path, $partial) {
        if (Test-Path -LiteralPath $old) { Remove-Item -LiteralPath $old -Force }
    }
    Invoke-Patiently "getting $($Component.name) from $($Component.location)" 1200 20 { Copy-Component $Component $partial } {
        param($problem)
        (Test-PassingHttpError $problem) -or (Get-HttpStatus $problem) -eq 403
    } 'The members need a way to that address; from a storage account, the role Storage Blob Data Reader for their identity.'
    $flaw = Get-Flaw $Component $partial
    if ($flaw -ne '') { Remove-Flawed $Component $partial $flaw }
    Move-Item -LiteralPath $partial -Destination $path -Force
    return $path
}

function Copy-Component {
    param($Component, [string] $Target)
    $location = $Component.location
    if ($location -like '\\*') {
        Copy-Item -LiteralPath $location -Destination $Target -Force
        # What comes from another zone would be asked about, in a window that nobody sees.
        Unblock-File -LiteralPath $Target
        return
    }
    $request = (Get-WebOption $location) + @{ Uri = $location; OutFile = $Target }
    $request.TimeoutSec = 1200
    if ([string] $Component.tokenResource -ne '') {
        $token = (Get-IdentityToken $Component.tokenResource).access_token
        $request.Headers = @{ Authorization = "Bearer $token"; 'x-ms-version' = '2021-08-06' }
    }
    Invoke-WebRequest @request
}

# What is wrong with a file; '' where it is what was described.
function Get-Flaw {
    param($Component, [string] $Path)
    if ([string] $Component.sha256 -ne '') {
        $hash = (Get-FileHash -LiteralPath $Path -Algorithm SHA256).Hash
        if ($hash -eq $Component.sha256) { return '' }
        return "has SHA-256 $($hash.ToLowerInvariant()), not $($Component.sha256)"
    }
    # A package is a ZIP without a signature of its own: what is in it is looked at when it has been unpacked.
    if ($Component.file -like '*.zip') { return '' }
    return (Get-SignatureFlaw $Path)
}

function Get-SignatureFlaw {
    param([string] $Path)
    $signature = Get-AuthenticodeSignature -LiteralPath $Path
    $subject = ''
    if ($null -ne $signature.SignerCertificate) { $subject = $signature.SignerCertificate.Subject }
    if ([string] $signature.Status -eq 'Valid' -and $subject.StartsWith($Step.Settings.signer, [StringComparison]::Ordinal)) { return '' }
    return "has the signature '$($signature.Status)' by '$subject', not a valid one by '$($Step.Settings.signer)'"
}

function Remove-Flawed {
    param($Component, [string] $Path, [string] $Flaw)
    Remove-Item -LiteralPath $Path -Recurse -Force
    Stop-Step "$($Component.name) from $($Component.location) $Flaw; it was deleted" 'Find out whether the file or its description is wrong. Nothing of it was run.'
}

# Runs an installer and returns its code; another one that is at work is waited for.
function Invoke-Installer {
    param([string] $Name, [string] $Program, [string[]] $Arguments)
    $own = Split-Path -Path $Program -Leaf
    if ($own -ne 'msiexec.exe') {
        # Left running by a run that was ended from outside.
        Wait-Until "an earlier $own to end" 1800 15 {
            @(Get-CimInstance -ClassName Win32_Process -Filter "Name='$own'").Count -eq 0
        } "Look what keeps $own busy on the member."
    }
    $installEnd = Get-WaitEnd 900
    while ($true) {
        $code = Start-Program -Path $Program -Arguments $Arguments -Seconds 1800
        if ($code -ne 1618 -or (Get-Date).AddSeconds(30) -gt $installEnd) { break }
        Write-Log 'another installation is at work'
        Start-Sleep -Seconds 30
    }
    # Done, and Windows wants a restart. Nothing here restarts a machine.
    if ($code -in 3010, 1641) {
        Add-Note "$Name wants a restart of Windows"
        return 0
    }
    return $code
}

# Whether to install: not there yet, or older and an upgrade was asked for. Anything else stays, and is named.
function Test-InstallNeeded {
    param([string] $Name, [string] $Installed, [string] $Wanted)
    if ($Installed -eq '') { return $true }
    if ($Wanted -eq '' -or -not (Test-LowerVersion $Installed $Wanted)) { return $false }
    if ($Step.Settings.upgrade) { return $true }
    Add-Note "$Name $Installed stays: $Wanted is described, and upgrades only happen where they are asked for"
    return $false
}

function Install-PowerShell7 {
    Start-Part 'installing PowerShell 7'
    $component = Get-Component 'PowerShell'
    $program = Get-Place 'Pwsh'
    $installed = Get-ProgramVersion $program
    if (-not (Test-InstallNeeded 'PowerShell' $installed $component.version)) { return }
    $file = Get-ComponentFile $component
    $log = Join-Path -Path (Get-Place 'Logs') -ChildPath 'PowerShell-installer.txt'
    # No updates behind the back of a pinned version, and no remoting endpoint.
    $properties = @('ADD_PATH=1', 'REGISTER_MANIFEST=1', 'USE_MU=0', 'ENABLE_MU=0', 'ENABLE_PSREMOTING=0', 'DISABLE_TELEMETRY=1')
    $code = Invoke-Installer 'PowerShell' 'msiexec.exe' (@('/package', $file, '/quiet', '/norestart', '/log', $log) + $properties)
    $installed = Get-ProgramVersion $program
    if ($code -ne 0 -or $installed -eq '') { Stop-Step "the installer of PowerShell ended with code $code" "See $log." }
    Add-Change "installed PowerShell $installed"
}

# Highest version of a module that is installed for all users; '' where there is none. A folder without manifest is torn.
function Get-ModuleVersion {
    param([string] $Name)
    $root = Join-Path -Path (Get-Place 'Modules') -ChildPath $Name
    if (-not (Test-Path -LiteralPath $root)) { return '' }
    $highest = ''
    foreach ($folder in @(Get-ChildItem -LiteralPath $root -Directory)) {
        $manifest = Join-Path -Path $folder.FullName -ChildPath "$Name.psd1"
        if ($folder.Name -notmatch '^\d+(\.\d+)+$' -or -not (Test-Path -LiteralPath $manifest)) { continue }
        if ($highest -eq '' -or (Test-LowerVersion $highest $folder.Name)) { $highest = $folder.Name }
    }
    return $highest
}

function Install-GatewayModule {
    param([string] $Name)
    Start-Part "installing the PowerShell module $Name"
    $component = Get-Component $Name
    if (-not (Test-InstallNeeded $Name (Get-ModuleVersion $Name) $component.version)) { return }
    $package = Get-ComponentFile $component
    $unpacked = Join-Path -Path (Get-Place 'Downloads') -ChildPath "$Name.unpacked"
    if (Test-Path -LiteralPath $unpacked) { Remove-Item -LiteralPath $unpacked -Recurse -Force }
    Expand-Archive -LiteralPath $package -DestinationPath $unpacked -Force
    foreach ($extra in '_rels', 'package', '[Content_Types].xml', "$Name.nuspec") {
        $path = Join-Path -Path $unpacked -ChildPath $extra
        if (Test-Path -LiteralPath $path) { Remove-Item -LiteralPath $path -Recurse -Force }
    }
    $manifest = Join-Path -Path $unpacked -ChildPath "$Name.psd1"
    if (-not (Test-Path -LiteralPath $manifest)) { Stop-Step "the package of $Name holds no $Name.psd1" 'Give the package of the PowerShell Gallery.' }
    if ([string] $component.sha256 -eq '') {
        # Samples are never run.
        $code = @(Get-ChildItem -LiteralPath $unpacked -File -Recurse | Where-Object { $_.FullName -notlike '*\Samples\*' } | Where-Object { $_.Name -match '\.(psd1|psm1|ps1)$' -or $_.Name -match '^Microsoft\.(DataMovement|PowerBI).*\.dll$' })
        foreach ($file in $code) {
            $flaw = Get-SignatureFlaw $file.FullName
            if ($flaw -eq '') { continue }
            Remove-Item -LiteralPath $package -Force
            Remove-Flawed $component $unpacked "holds $($file.Name), which $flaw"
        }
    }
    $version = ''
    if ((Get-Content -LiteralPath $manifest -Raw) -match "(?m)^\s*ModuleVersion\s*=\s*['""]([\d.]+)['""]") { $version = $Matches[1] }
    if ($version -eq '' -or ($component.version -ne '' -and $version -ne $component.version)) {
        Stop-Step "the package of $Name holds version '$version', not '$($component.version)'" 'Give the version of the package that is pinned.'
    }
    $root = Join-Path -Path (Get-Place 'Modules') -ChildPath $Name
    if (-not (Test-Path -LiteralPath $root)) { $null = New-Item -Path $root -ItemType Directory -Force }
    $target = Join-Path -Path $root -ChildPath $version
    if (Test-Path -LiteralPath $target) { Remove-Item -LiteralPath $target -Recurse -Force }
    # At once: the module is there as a whole or not at all.
    Move-Item -LiteralPath $unpacked -Destination $target
    Add-Change "installed the PowerShell module $Name $version"
}

function Install-Gateway {
    Start-Part 'installing the gateway'
    $component = Get-Component 'Gateway'
    $program = Get-Place 'GatewayProgram'
    $installed = Get-ProgramVersion $program
    # Without its service it is torn: the installer mends it.
    if ($null -eq (Get-GatewayService)) { $installed = '' }
    if (-not (Test-InstallNeeded 'the gateway' $installed $component.version)) { return }
    $file = Get-ComponentFile $component
    $log = Join-Path -Path (Get-Place 'Logs') -ChildPath 'gateway-installer.txt'
    if ($installed -ne '') {
        # An upgrade resets configuration files: what configure finds afterwards it sets again, and restarts.
        Request-Restart
    }
    $code = Invoke-Installer 'the gateway' $file (@($Step.Settings.installerArguments) + @('/log', $log))
    if ($code -eq 0) {
        Wait-Until 'the gateway service after its installation' 300 5 { $null -ne (Get-GatewayService) } "The installer reported success and there is no service PBIEgwService: see $log."
    }
    $now = Get-ProgramVersion $program
    $isThere = $null -ne (Get-GatewayService) -and $now -ne '' -and ($component.version -eq '' -or -not (Test-LowerVersion $now $component.version))
    # It refuses the version that is there already, say after an earlier one has ended late.
    if (-not $isThere) { Stop-Step "the installer of the gateway ended with code $code, and version '$now' is there" "See $log, and check that the file is of the version that is described." }
    Add-Change "installed gateway $now"
}

# Downloads are large, and of no use any more.
function Clear-Download {
    $folder = Get-Place 'Downloads'
    if (Test-Path -LiteralPath $folder) { Remove-Item -LiteralPath $folder -Recurse -Force }
}

Invoke-Step {
    Assert-Machine
    # After a join: nothing is begun that the restart would cut off.
    if ([string] $Step.Settings.domain -ne '') { Wait-Domain $Step.Settings.domain 'The step or extension "join-domain" comes before this one: see its output.' }
    # Nothing is changed on a machine whose network is not ready.
    Assert-Network
    Set-AdministratorPassword
    Initialize-DataDisk
    Enable-StrongCrypto
    Install-PowerShell7
    # The second needs the first.
    Install-GatewayModule 'DataGateway.Profile'
    Install-GatewayModule 'DataGateway'
    Install-Gateway
    Clear-Download
}
