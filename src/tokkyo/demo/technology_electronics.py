"""Fields of technology: cells, circuits, light, sound and signals."""

# ruff: noqa: E501 - tables: a row stays on one line where that reads better

from tokkyo.demo.technology import field

FIELDS = (
    field(
        "battery",
        "H01M10/0525 H01M4/58 H01M4/133 H01M50/20 H01M10/613 H01M2004/028 H01M50/449",
        uspc="429/231.95",
        unit=1720,
        locarno="1302",
        terms="lithium-ion battery; battery module; cathode; anode; separator; electrolyte; cell housing; cooling plate;"
        "lithium iron phosphate; graphite; higher energy density; longer cycle life",
        parts="current collector; busbar; electrode tab; vent cap; thermal interface layer; gasket; electrode stack;"
        "battery management circuit; winding core; swelling sensor; pouch; insulating sheet",
        matters="polyvinylidene fluoride; ethylene carbonate; silicon oxide; aluminium foil; carbon black; lithium hexafluorophosphate",
        problems="dendrite growth at high charging currents; gas evolution during formation; thermal runaway spreading between cells;"
        "loss of capacity at low temperature; delamination of the electrode coating",
        uses="electric vehicles; stationary storage; power tools; aircraft seats; portable ultrasound scanners",
        measures="coating thickness|µm|20|180; charging current|A|0.5|250; porosity|%|18|46; cell voltage|V|2.5|4.4",
        verbs="charge; insulate; clamp; impregnate; calender; discharge",
    ),
    field(
        "semiconductor",
        "H01L29/78 H01L21/336 H01L29/16 H10B41/27 H01L21/768 H01L29/66 H01L2224/05",
        uspc="257/288",
        unit=2818,
        locarno="1303",
        terms="field-effect transistor; memory cell; gate electrode; source region; drain region; channel layer;"
        "insulating film; contact plug; silicon carbide; hafnium oxide; lower leakage current; higher switching speed",
        parts="spacer; well region; floating gate; word line; bit line; trench isolation; barrier layer; epitaxial layer;"
        "bonding pad; passivation film; seed layer; dummy gate",
        matters="gallium nitride; titanium nitride; silicon germanium; tungsten; polysilicon; silicon oxynitride",
        problems="short-channel effects; charge trapping at the interface; void formation in narrow trenches;"
        "contact resistance that rises with scaling; warpage of thinned wafers",
        uses="power converters; image processors; automotive controllers; solid-state drives; radio front ends",
        measures="film thickness|nm|1.2|90; gate length|nm|5|180; dopant concentration|× 10^17 cm-3|0.5|90; anneal temperature|°C|350|1150",
        verbs="deposit; etch; implant; anneal; planarise; pattern",
    ),
    field(
        "optics",
        "G02B13/00 G02B9/34 G02B15/14 G02B7/04 H04N23/55 G03B30/00 G02B5/18",
        uspc="359/715",
        unit=2872,
        locarno="1605",
        terms="camera lens; optical system; first lens group; aperture stop; image sensor; prism; diffraction grating;"
        "lens barrel; optical glass; magnesium fluoride; smaller aberration; shorter overall length",
        parts="meniscus lens; cover plate; focusing actuator; infrared cut filter; spacer ring; light shield;"
        "beam splitter; relay lens; aspheric surface; shutter; collimator; phase plate",
        matters="cyclic olefin copolymer; fused silica; lanthanum glass; zinc sulphide; polycarbonate; calcium fluoride",
        problems="lateral chromatic aberration at wide angles; stray light and ghost images; focus drift with temperature;"
        "excessive assembly tolerance; vignetting at the edge of the image",
        uses="mobile phones; endoscopes; vehicle cameras; microscopes; survey instruments",
        measures="focal length|mm|1.1|240; half angle of view|°|8|88; refractive index||1.45|2.01; wavelength|nm|380|1600",
        verbs="focus; collimate; refract; align; image; polarise",
    ),
    field(
        "wireless",
        "H04W72/04 H04L5/00 H04W74/08 H04B7/06 H01Q1/24 H04W52/02 H04L27/26",
        uspc="370/329",
        unit=2467,
        locarno="1403",
        terms="base station; terminal device; antenna; transmitter; receiver; control channel; amplifier; processor;"
        "ceramic substrate; copper foil; lower latency; higher data rate",
        parts="scheduler; duplexer; beam-forming network; phase shifter; buffer; reference signal generator; mixer;"
        "downlink resource allocator; decoder; sidelink interface; codebook table; relay node",
        matters="liquid-crystal polymer; ferrite; polytetrafluoroethylene laminate; gallium arsenide; silver paste; low-loss glass",
        problems="collisions during random access; inter-cell interference at the cell edge; excessive signalling overhead;"
        "battery drain during paging; beam misalignment after rotation of the terminal",
        uses="industrial networks; vehicle-to-vehicle links; satellite terminals; smart meters; wearable devices",
        measures="carrier frequency|GHz|0.45|71; bandwidth|MHz|1.4|400; slot duration|µs|31|1000; transmit power|dBm|-10|46",
        verbs="transmit; schedule; decode; multiplex; measure; retransmit",
        nature="software",
    ),
    field(
        "learning",
        "G06N3/08 G06N20/00 G06N3/04 G06V10/82 G06F18/24 G06T7/00 G06F2218/12",
        uspc="706/25",
        unit=2121,
        locarno="1404",
        terms="neural network; training apparatus; input layer; memory; encoder; classifier; data set; loss function;"
        "training data; sensor data; higher recognition accuracy; shorter computing time",
        parts="attention head; embedding table; gradient buffer; feature extractor; decoder; pooling layer; accelerator core;"
        "replay buffer; quantiser; annotation interface; pruning mask; tokenizer",
        matters="labelled images; text fragments; point clouds; medical records; speech samples; simulated trajectories",
        problems="overfitting on small data sets; catastrophic forgetting; label noise; memory bandwidth during back-propagation;"
        "bias towards frequent classes",
        uses="quality inspection; traffic prediction; medical image analysis; speech recognition; fraud detection",
        measures="learning rate|× 10^-4|0.1|90; batch size||8|4096; dropout rate|%|1|60; number of layers||2|160",
        verbs="train; classify; quantise; normalise; predict; sample",
        nature="software",
    ),
    field(
        "solar",
        "H02S20/32 H01L31/042 H02S40/34 H10K30/40 H01L31/0224 F24S30/425 H02S50/10",
        uspc="136/246",
        unit=1726,
        locarno="1302",
        terms="solar module; solar tracker; solar cell; junction box; frame; glass cover; inverter; torque tube;"
        "perovskite; crystalline silicon; higher efficiency; lower installation cost",
        parts="back sheet; bypass diode; encapsulant; ribbon; slew drive; damper; anti-reflective coating; hole transport layer;"
        "mounting clamp; micro-inverter; string cable; soiling sensor",
        matters="ethylene vinyl acetate; tin oxide; silver paste; galvanised steel; polyolefin elastomer; copper ribbon",
        problems="potential-induced degradation; wind-induced galloping of long rows; partial shading losses; hot spots in damaged cells;"
        "moisture entering at the module edge",
        uses="roof installations; floating plants; agricultural shading; building facades; remote pumping stations",
        measures="module power|W|60|720; tilt angle|°|5|60; sheet resistance|Ω/sq|8|140; wind speed|m/s|3|45",
        verbs="track; laminate; convert; tilt; metallise; shade",
    ),
    field(
        "display",
        "G09G3/3233 H10K59/12 G02F1/1335 G06F3/041 H10K50/84 G09G3/36 G02F2201/12",
        uspc="345/76",
        unit=2623,
        locarno="1402",
        terms="display device; touch panel; pixel; light-emitting element; thin-film transistor; colour filter; driver circuit;"
        "cover glass; indium tin oxide; quantum dots; higher brightness; lower power consumption",
        parts="scan line; data line; hold capacitor; polariser; backlight unit; encapsulation layer; bezel; touch electrode;"
        "level shifter; hinge plate; light guide; timing controller",
        matters="low-temperature polysilicon; polyimide; indium gallium zinc oxide; black matrix resin; liquid crystal; optical adhesive",
        problems="threshold voltage drift; visible seams on folding panels; crosstalk between touch and display signals;"
        "uneven brightness at low grey levels; burn-in of static images",
        uses="wearable devices; instrument clusters; foldable phones; public signage; head-mounted displays",
        measures="luminance|cd/m²|80|4000; frame rate|Hz|1|240; pixel pitch|µm|4|320; storage capacitance|fF|20|190",
        verbs="drive; compensate; refresh; sense; emit; bend",
    ),
    field(
        "audio",
        "H04R1/10 H04R9/02 G10L21/0208 H04R3/00 G10K11/178 H04R7/12 H04R2499/11",
        uspc="381/71.6",
        unit=2654,
        locarno="1401",
        terms="headphone; loudspeaker; microphone; diaphragm; voice coil; ear cushion; signal processor; magnet;"
        "neodymium; foam; better noise suppression; clearer speech",
        parts="acoustic port; surround; spider; ear tip; head band; beam-forming array; bone-conduction pickup; crossover network;"
        "pole plate; damping mesh; charging cradle; pressure-relief duct",
        matters="cellulose fibre; memory foam; ferrite; polyether ether ketone; beryllium foil; liquid silicone",
        problems="wind noise in open air; howling caused by acoustic feedback; occlusion of the ear canal; rocking of the voice coil;"
        "loss of bass in a leaky fit",
        uses="hearing aids; conference systems; in-vehicle sound zones; gaming headsets; helmet communication",
        measures="resonance frequency|Hz|20|2400; sound pressure level|dB|40|128; impedance|Ω|4|300; latency|ms|0.2|60",
        verbs="cancel; amplify; damp; equalise; capture; mix",
    ),
)
